#!/usr/bin/env python3
"""Makes world/25-crawl.warc and .warc.gz from the three pages in warc/. Same pages in, same bytes out.

usage: make_warc.py            run beside the folder warc/

One warcinfo record, then a request and a response for each page. The first page comes chunked and
gzipped, the second gzipped, the third plain. In the .gz each record is a gzip member of its own (as the
standard wants it), with time stamp 0. Standard library only.
"""
import gzip, hashlib, uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = [
    ("page1.html", "meridianwire.example", "/2024/03/18/sarnitz-exchange", "2024-03-19T05:00:01Z", "chunked"),
    ("page2.html", "podrelobserver.example", "/they-are-back", "2024-03-19T05:00:04Z", "gzip"),
    ("page3.html", "ishkaraherald.example", "/nation/heroes", "2024-03-19T05:00:07Z", "plain"),
]


def squeeze(data):
    return gzip.compress(data, 9, mtime=0)


def identity(name):
    return "<urn:uuid:%s>" % uuid.uuid5(uuid.NAMESPACE_URL, "https://sayso.example/examples/" + name)


def record(kind, name, date, media, body, *more):
    fields = [("WARC-Type", kind), ("WARC-Record-ID", identity(kind + "/" + name)), ("WARC-Date", date), *more,
              ("Content-Type", media), ("Content-Length", str(len(body)))]
    head = "WARC/1.0\r\n" + "".join("%s: %s\r\n" % field for field in fields) + "\r\n"
    return head.encode() + body + b"\r\n\r\n"


def chunked(data, size=700):
    parts = [data[at:at + size] for at in range(0, len(data), size)] + [b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def records():
    about = b"software: examples/make_warc.py of sayso\r\nformat: WARC File Format 1.0\r\ndescription: invented pages\r\n"
    yield record("warcinfo", "crawl", "2024-03-19T05:00:00Z", "application/warc-fields", about, ("WARC-Filename", "25-crawl.warc"))
    for name, host, path, date, coding in PAGES:
        target = ("WARC-Target-URI", "https://" + host + path)
        page = (HERE / "warc" / name).read_bytes()
        head = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8"]
        body = page
        if coding != "plain":
            head.append("Content-Encoding: gzip")
            body = squeeze(page)
        if coding == "chunked":
            head.append("Transfer-Encoding: chunked")
            body = chunked(body)
        else:
            head.append("Content-Length: %d" % len(body))
        request = "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: invented\r\n\r\n" % (path, host)
        together = ("WARC-Concurrent-To", identity("response/" + name))
        yield record("request", name, date, "application/http; msgtype=request", request.encode(), target, together)
        digest = ("WARC-Payload-Digest", "sha256:" + hashlib.sha256(body).hexdigest())
        response = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        yield record("response", name, date, "application/http; msgtype=response", response, target, digest)


def main():
    made = list(records())
    (HERE / "world" / "25-crawl.warc").write_bytes(b"".join(made))
    (HERE / "world" / "25-crawl.warc.gz").write_bytes(b"".join(squeeze(one) for one in made))


if __name__ == "__main__":
    main()
