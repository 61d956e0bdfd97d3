(() => {
  "use strict";
  // Lights up all parts of one statement, in the text and beside it: the one pointed at, or else the one in the address.
  let lit = [];
  const show = (key) => {
    for (const part of lit) part.classList.remove("on");
    lit = key ? [...document.querySelectorAll("[data-s~=" + CSS.escape(key) + "]")] : [];
    for (const part of lit) part.classList.add("on");
  };
  const key = (node) => {
    const part = node && node.closest ? node.closest("[data-s]") : null;
    return part ? part.dataset.s.split(" ")[0] : null;
  };
  const chosen = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    return /-t\d+$/.test(name) ? name.replace(/-t(\d+)$/, "-s$1") : key(document.getElementById(name));
  };
  const point = (event) => show(key(event.target) || chosen());
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);
  addEventListener("hashchange", () => show(chosen()));
  show(chosen());
})();
