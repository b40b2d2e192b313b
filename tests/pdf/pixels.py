"""Pictures as bytes, and how far two of them differ. Only what is needed for those that cairo and poppler write: 8 bits, RGB."""
import struct
import zlib


def read_chunks(data):
    at = 8
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8:at + 8 + size]
        at += 12 + size


def paeth(left, above, corner):
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))[2]


def unfilter(kind, row, above, step):
    """A row of a PNG as it was before its filter."""
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(row, above))
    for i in range(len(row) if kind else 0):
        left, corner = (row[i - step], above[i - step]) if i >= step else (0, 0)
        row[i] = (row[i] + (left if kind == 1 else (left + above[i]) >> 1 if kind == 3 else paeth(left, above[i], corner))) & 255
    return row


def read_png(path):
    """(width, height, bytes of RGB)."""
    body = b""
    for kind, chunk in read_chunks(path.read_bytes()):
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            if (depth, colour) != (8, 2):
                raise ValueError(f"{path}: {depth} bits of colour type {colour}")
        body += chunk if kind == b"IDAT" else b""
    raw, size = zlib.decompress(body), 3 * width
    rows, above = [], bytearray(size)
    for start in range(0, len(raw), size + 1):
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + size]), above, 3)
        rows.append(above)
    return width, height, b"".join(rows)


def read_ppm(path):
    _, size, _, data = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, data


def differing(one, other):
    """Shares of the pixels [%] in which a colour differs at all, by a quarter of its range, by half; None if sizes differ."""
    if one[:2] != other[:2]:
        return None
    counts, a, b = [0, 0, 0], one[2], other[2]
    for i in range(0, len(a), 3):
        if a[i:i + 3] != b[i:i + 3]:
            most = max(abs(a[i] - b[i]), abs(a[i + 1] - b[i + 1]), abs(a[i + 2] - b[i + 2]))
            counts[0] += 1
            counts[1] += most >= 64
            counts[2] += most >= 128
    return [100 * count / (one[0] * one[1]) for count in counts]
