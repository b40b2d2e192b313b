"""Checks PDF files for what Almanac promises of them: tagged as PDF/UA-1 asks, kept as PDF/A-3a asks, every character with its
text. It knows our own way of writing, so it sees more than a general validator does, and nothing of other ways.

    check.py FILE.pdf…

Reads the files through `qpdf --json`. Prints each fault with the object it was found in. Exit status: 0 no faults,
1 faults or a file in which nothing was found to check, 2 usage.
"""
import base64
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
OTHERS = {"pdfuaid", "prism"}  # prefixes whose schemas PDF/A does not know

# Structure types that may stand in these, and where these may stand.
KIDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI", "TOC"}, "TOCI": {"Reference", "Lbl", "P", "TOC"},
}
PARENTS = {
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"},
    "LBody": {"LI"}, "TOCI": {"TOC"}, "Lbl": {"LI", "Note", "TOCI"}, "Document": {None},
}
TYPES = {"Document", "Sect", "Div", "BlockQuote", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table",
         "Caption", "THead", "TBody", "TFoot", "TR", "TH", "TD", "TOC", "TOCI", "Reference", "Note", "Link", "Span", "Figure",
         "Annot"}
MAY_BE_EMPTY = {"TH", "TD"}  # cells keep their row's columns
SHOWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI", "n"}
ANNOTATIONS = {"/Link": "/Link", "/FileAttachment": "/Annot"}  # and the structure type that each must stand in
REFERENCE = re.compile(r"\d+ \d+ R")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class File:
    """A PDF's objects as qpdf tells them, and the faults found in it."""

    def __init__(self, path):
        run = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                             capture_output=True, check=False)
        if run.returncode not in (0, 3) or not run.stdout:
            raise ValueError("qpdf cannot read it: " + run.stderr.decode(errors="replace").strip())
        head, objects = json.loads(run.stdout)["qpdf"]
        self.version = head["pdfversion"]
        self.objects = {key[4:]: value for key, value in objects.items() if key.startswith("obj:")}
        self.trailer = objects["trailer"]["value"]
        self.faults = []
        self.counts = dict.fromkeys(["pages", "operators", "characters", "marks", "elements", "fonts"], 0)

    def fault(self, place, text):
        self.faults.append(f"{place}: {text}")

    def at(self, value):
        """The value itself, or what a reference leads to; of a stream its dictionary."""
        while isinstance(value, str) and REFERENCE.fullmatch(value):
            found = self.objects.get(value, {"value": None})
            value = found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def key(self, holder, name, default=None):
        found = self.at(self.at(holder).get(name))
        return default if found is None else found

    def associations(self):
        """All files that anything is associated with."""
        lists = [self.at(item["value"].get("/AF")) for item in self.objects.values() if isinstance(item.get("value"), dict)]
        return {reference for found in lists if isinstance(found, list) for reference in found}

    def data(self, reference):
        stream = self.objects.get(reference, {}).get("stream", {}) if isinstance(reference, str) else {}
        return base64.b64decode(stream.get("data", ""))

    def tree(self, node, names):
        """The pairs of a name or number tree."""
        node = self.at(node) or {}
        pairs = self.at(node.get(names)) or []
        yield from zip(pairs[::2], pairs[1::2])
        for kid in self.at(node.get("/Kids")) or []:
            yield from self.tree(kid, names)


def text(value):
    """A string without the mark that says how qpdf wrote it."""
    return value[2:] if isinstance(value, str) and value[:2] in ("u:", "b:") else ""


# --- page content ---

TOKEN = re.compile(rb"""[\0\t\n\f\r ]+ | %[^\r\n]* | (?P<open><<|\[) | (?P<close>>>|\]) | (?P<string>\() |
                        <(?P<hex>[0-9A-Fa-f\s]*)> | /(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*) |
                        (?P<number>[+-]?(\d+\.?\d*|\.\d+)) | (?P<word>[A-Za-z'"*][A-Za-z0-9'"*]*)""", re.X)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def read_string(data, at):
    """The bytes of a literal string whose bracket stands before at, and where it ends."""
    out, depth = bytearray(), 1
    while depth:
        byte = data[at:at + 1]
        if not byte:
            raise ValueError("a string does not end")
        at += 1
        if byte == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            out += bytes([int(octal.group(), 8) & 255]) if octal else ESCAPES.get(data[at:at + 1], data[at:at + 1])
            at = octal.end() if octal else at + 1
            continue
        depth += {b"(": 1, b")": -1}.get(byte, 0)
        out += byte if depth else b""
    return bytes(out), at


def operations(data):
    """(operator, operands) of a content stream; dictionaries and arrays are lists."""
    stack, at = [[]], 0
    while at < len(data):
        match = TOKEN.match(data, at)
        if not match:
            raise ValueError(f"byte {at}: {data[at:at + 20]!r} is no PDF")
        at = match.end()
        kind = match.lastgroup
        if kind == "open":
            stack.append([])
        elif kind == "close":
            closed = stack.pop()
            stack[-1].append(closed)
        elif kind == "string":
            string, at = read_string(data, at)
            stack[-1].append(string)
        elif kind == "hex":
            stack[-1].append(bytes.fromhex(match["hex"].decode()))
        elif kind == "name":
            stack[-1].append("/" + match["name"].decode())
        elif kind == "number":
            stack[-1].append(float(match["number"]))
        elif kind == "word":
            yield match["word"].decode(), stack[-1]
            stack[-1] = []


class Content:
    """One page's content, read operator by operator."""

    def __init__(self, file, place, fonts):
        self.file, self.place, self.fonts = file, place, fonts
        self.mark = None  # "artifact" or a structure type, while open
        self.marks = {}   # MCID: structure type
        self.depth, self.in_text, self.font = 0, False, None
        self.saved = []

    def fault(self, text):
        self.file.fault(self.place, text)

    def begin(self, operands):
        if self.mark:
            self.fault(f"marked content {operands[0]} inside {self.mark}")
        self.mark = operands[0][1:]
        if self.mark == "Artifact":
            return
        properties = dict(zip(operands[1][::2], operands[1][1::2])) if len(operands) > 1 else {}
        number = int(properties.get("/MCID", -1))
        if number in self.marks or number < 0:
            self.fault(f"MCID {number} of {self.mark} is used twice or missing")
        self.marks[number] = self.mark

    def step(self, operator, operands):
        self.file.counts["operators"] += 1
        if operator in ("BDC", "BMC"):
            self.begin(operands)
        elif operator == "EMC":
            if not self.mark or self.in_text or self.depth:
                self.fault("EMC without its beginning, in text or inside q")
            self.mark = None
        elif operator in ("BT", "ET"):
            if self.in_text == (operator == "BT"):
                self.fault(f"{operator} out of order")
            self.in_text = operator == "BT"
        elif operator == "q":
            self.depth += 1
            self.saved.append(self.font)
        elif operator == "Q":
            self.depth -= 1
            self.font = self.saved.pop() if self.saved else None
            if self.depth < 0:
                self.fault("Q without q")
        elif operator == "Tf":
            self.font = operands[0]
        elif operator in SHOWS and not self.mark:
            self.fault(f"{operator} is neither in a tag nor in an artifact")
        if operator in ("Tj", "TJ"):
            self.show(operands)

    def show(self, operands):
        if self.font not in self.fonts:
            self.fault(f"text in the font {self.font}, which the page does not have")
            return
        strings = operands[0] if isinstance(operands[0], list) else operands
        for string in (part for part in strings if isinstance(part, bytes)):
            for i in range(0, len(string), 2):
                self.fonts[self.font].add(int.from_bytes(string[i:i + 2], "big"))
                self.file.counts["characters"] += 1

    def read(self, data):
        for operator, operands in operations(data):
            self.step(operator, operands)
        if self.mark or self.depth or self.in_text:
            self.fault("the content ends inside marked content, text or q")
        self.file.counts["marks"] += len(self.marks)


def check_pages(file):
    """Reads all pages. Returns {page reference: marks} and {font reference: character ids shown}."""
    marks, shown, keys = {}, {}, set()
    pages = file.key(file.key(file.trailer, "/Root"), "/Pages")
    for page in file.at(pages.get("/Kids")) or []:
        file.counts["pages"] += 1
        content = file.at(page)
        named = file.key(file.key(content, "/Resources", {}), "/Font", {})
        fonts = {name: shown.setdefault(font, set()) for name, font in named.items()}
        reader = Content(file, page, fonts)
        streams = content.get("/Contents")
        reader.read(b"\n".join(file.data(stream) for stream in (streams if isinstance(streams, list) else [streams])))
        marks[page] = reader.marks
        key = content.get("/StructParents")
        if key is None or key in keys:
            file.fault(page, f"StructParents {key} is missing or used twice")
        keys.add(key)
        if content.get("/Annots") and content.get("/Tabs") != "/S":
            file.fault(page, "annotations, but Tabs is not S")
        if file.key(content.get("/Group", {}), "/CS") != "/DeviceRGB":
            file.fault(page, "the page's transparency group has no RGB colour space")
    return marks, shown


# --- fonts ---

def unicode_map(data):
    entries = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>", b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S)))
    return {int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be", "replace") for code, value in entries}


def advances(data):
    """Advance widths of a TrueType file's glyphs in 1/1000 em."""
    tables = {}
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[name] = offset
    per_em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    glyphs = struct.unpack_from(">H", data, tables[b"maxp"] + 4)[0]
    widths = [struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * i)[0] * 1000 / per_em for i in range(count)]
    return widths + [widths[-1]] * (glyphs - count)


def width_map(file, descendant):
    widths, array = {}, file.key(descendant, "/W", [])
    for first, values in zip(array[::2], array[1::2]):
        widths.update({first + i: width for i, width in enumerate(file.at(values))})
    return widths


def check_font(file, font, characters):
    file.counts["fonts"] += 1
    descendant = file.at(file.key(font, "/DescendantFonts", [{}])[0])
    texts = unicode_map(file.data(file.at(font).get("/ToUnicode")))
    glyphs = file.data(descendant.get("/CIDToGIDMap"))
    program = file.data(file.key(descendant, "/FontDescriptor", {}).get("/FontFile2"))
    if not program or not re.match(r"/[A-Z]{6}\+", file.at(font).get("/BaseFont", "")):
        file.fault(font, "the font is not embedded as a subset")
        return
    widths, real = width_map(file, descendant), advances(program)
    for character in sorted(characters):
        glyph = int.from_bytes(glyphs[2 * character:2 * character + 2], "big")
        value = texts.get(character, "")
        if not value or "\0" in value or "\ufeff" in value or "\ufffe" in value:
            file.fault(font, f"character {character} has no text in ToUnicode")
        if glyph == 0 or glyph >= len(real):
            file.fault(font, f"character {character} ({value}) shows glyph {glyph}, which is none")
        elif abs(widths.get(character, -1) - real[glyph]) > 0.01:
            file.fault(font, f"character {character} ({value}): width {widths.get(character)} in W, {real[glyph]} in the font")


# --- the structure tree ---

class Tags:
    """Walks the structure tree once and compares it with marks, parent tree and annotations."""

    def __init__(self, file, marks):
        self.file, self.marks = file, marks
        self.root = file.key(file.key(file.trailer, "/Root"), "/StructTreeRoot", {})
        self.parents = dict(file.tree(self.root.get("/ParentTree"), "/Nums"))
        self.identifiers = {}  # ID: element
        self.called = []       # (element, ID) from Headers
        self.placed = set()    # (page, MCID) that an element holds
        self.objects = {}      # annotation: element
        self.levels = 0        # of the last heading
        self.section = None    # of the table that is being read

    def fault(self, place, text):
        self.file.fault(place, text)

    def hold(self, element, page, number, kind):
        if self.marks.get(page, {}).get(number) != kind:
            self.fault(element, f"MCID {number} on page {page} is not marked as {kind} there")
        if (page, number) in self.placed:
            self.fault(element, f"MCID {number} on page {page} has two elements")
        self.placed.add((page, number))
        listed = self.file.at(self.parents.get(self.file.at(page).get("/StructParents"))) or []
        if number >= len(listed) or listed[number] != element:
            self.fault(element, f"the parent tree does not lead from MCID {number} on page {page} to it")

    def kid(self, element, kind, kid):
        """Returns the kid's structure type, None for content."""
        entry = self.file.at(kid)
        page = self.file.at(element).get("/Pg")
        if isinstance(entry, int):
            self.hold(element, page, entry, kind)
        elif entry.get("/Type") == "/MCR":
            self.hold(element, entry.get("/Pg", page), entry["/MCID"], kind)
        elif entry.get("/Type") == "/OBJR":
            self.objects[entry["/Obj"]] = element
        else:
            if entry.get("/P") != element:
                self.fault(kid, f"P does not lead to its parent {element}")
            return self.walk(kid, kind)
        return None

    def attributes(self, element):
        found = self.file.key(element, "/A", {})
        return found if isinstance(found, dict) else {}

    def walk(self, element, parent):
        self.file.counts["elements"] += 1
        entry = self.file.at(element)
        kind = entry["/S"][1:]
        if kind not in TYPES or parent not in PARENTS.get(kind, {parent}):
            self.fault(element, f"{kind} inside {parent}")
        if kind in ("THead", "TBody", "TFoot"):
            self.section = kind
        self.check(element, kind, entry)
        kids = self.file.at(entry.get("/K"))
        kids = [] if kids is None else kids if isinstance(kids, list) else [kids]
        if not kids and kind not in MAY_BE_EMPTY:
            self.fault(element, f"{kind} says nothing")
        inside = [self.kid(element, kind, kid) for kid in kids]
        for inner in inside:
            if kind in KIDS and inner not in KIDS[kind]:
                self.fault(element, f"{inner or 'content'} directly inside {kind}")
        if kind in ("Link", "Annot") and element not in self.objects.values():
            self.fault(element, f"{kind} without an annotation")
        if kind == "Table":
            self.check_columns(element)
        return kind

    def check(self, element, kind, entry):
        attributes = self.attributes(element)
        if re.fullmatch(r"H[1-6]", kind):
            if int(kind[1]) > self.levels + 1:
                self.fault(element, f"{kind} after a heading of level {self.levels}")
            self.levels = int(kind[1])
        if kind == "Figure" and not (text(entry.get("/Alt")).strip() and len(attributes.get("/BBox", [])) == 4):
            self.fault(element, "Figure without Alt or BBox")
        if kind == "TH" and attributes.get("/Scope") not in ("/Row", "/Column", "/Both"):
            self.fault(element, "TH without Scope")
        if kind == "TH" and attributes.get("/Scope") == "/Row" and self.section == "THead":
            self.fault(element, "Scope Row in the head of a table")
        if kind == "Note" and not text(entry.get("/ID")):
            self.fault(element, "Note without ID")
        if "/Lang" in entry and not LANGUAGE.fullmatch(text(entry["/Lang"])):
            self.fault(element, f"Lang {entry['/Lang']} names no language")
        if "/ID" in entry:
            if entry["/ID"] in self.identifiers:
                self.fault(element, f"ID {text(entry['/ID'])} is used twice")
            self.identifiers[entry["/ID"]] = element
        self.called += [(element, name) for name in attributes.get("/Headers", [])]

    def check_columns(self, table):
        """Every row of a table has the same number of columns, those included that cells above reach into; none reaches
        beyond its section."""
        widths = set()
        for section in self.file.key(table, "/K", []):
            rows = self.file.key(section, "/K", []) if isinstance(section, str) else []
            above = []  # rows left of the columns that cells reach into
            for row in rows if self.file.key(section, "/S") in ("/THead", "/TBody", "/TFoot") else []:
                own = []
                for cell in self.file.key(row, "/K", []):
                    attributes = self.attributes(cell)
                    own += [attributes.get("/RowSpan", 1)] * attributes.get("/ColSpan", 1)
                widths.add(len(above) + len(own))
                above = [left - 1 for left in above + own if left > 1]
            if above:
                self.fault(section, "a cell spans more rows than there are")
        if len(widths) != 1:
            self.fault(table, f"rows of {sorted(widths)} columns")

    def check_all(self):
        top = self.root.get("/K")
        top = top[0] if isinstance(top, list) else top
        if not isinstance(top, str) or self.file.key(top, "/S") != "/Document":
            self.fault("catalog", "the structure tree does not begin with one Document")
            return
        self.walk(top, None)
        for page, marks in self.marks.items():
            for number in marks:
                if (page, number) not in self.placed:
                    self.fault(page, f"MCID {number} belongs to no element")
        for element, name in self.called:
            if self.file.at(self.identifiers.get(name, {})).get("/S") != "/TH":
                self.fault(element, f"Headers calls {text(name)}, which is no TH")
        if dict(self.file.tree(self.root.get("/IDTree"), "/Names")) != self.identifiers:
            self.fault("catalog", "IDTree does not list the elements with ID")
        if self.root.get("/ParentTreeNextKey", -1) <= max(self.parents, default=-1):
            self.fault("catalog", "ParentTreeNextKey is in use")

    def check_file(self, annotation, entry):
        """A caption opens the file that is associated with its figure or table, and shows nothing of its own."""
        if entry.get("/FS") not in self.file.associations():
            self.fault(annotation, "the annotation opens a file that is associated with nothing")
        if entry.get("/F") != 28 or "/N" not in self.file.key(entry, "/AP", {}):
            self.fault(annotation, "the annotation is not printed or has no appearance")

    def check_annotations(self):
        for page in self.marks:
            for annotation in self.file.key(page, "/Annots", []):
                entry = self.file.at(annotation)
                element = self.parents.get(entry.get("/StructParent"))
                if entry.get("/Subtype") not in ANNOTATIONS or not text(entry.get("/Contents")).strip():
                    self.fault(annotation, "an annotation that is no Link or has no Contents")
                if not element or self.objects.pop(annotation, None) != element:
                    self.fault(annotation, "the annotation and its Link do not lead to each other")
                elif self.file.key(element, "/S") != ANNOTATIONS.get(entry.get("/Subtype")):
                    self.fault(annotation, f"{entry.get('/Subtype')} inside {self.file.key(element, '/S')}")
                if entry.get("/Subtype") == "/FileAttachment":
                    self.check_file(annotation, entry)
                    continue
                if entry.get("/F") != 4 or ("/Dest" in entry) == ("/A" in entry):
                    self.fault(annotation, "the annotation is not printed, or leads nowhere or to two places")
                if "/Dest" in entry and entry["/Dest"][0] not in self.marks:
                    self.fault(annotation, "the annotation leads to no page")
        for annotation, element in self.objects.items():
            self.fault(element, f"its annotation {annotation} is on no page")


# --- the file ---

def packet_values(packet):
    """The values that Info repeats, from XMP, and what the file claims to be."""
    root = ElementTree.fromstring(packet)
    values = {}
    for description in root.iter(RDF + "Description"):
        for child in description:
            items = [item.text or "" for item in child.iter(RDF + "li") if not len(item)]
            values[child.tag] = items[0] if items else (child.text or "")
    schemas = [item.text for item in root.iter(SCHEMA + "namespaceURI")]
    return values, schemas


def check_metadata(file, catalog):
    reference = catalog.get("/Metadata", "")
    if "/Filter" in (file.at(reference) or {}):
        file.fault(reference, "XMP is compressed")
    try:
        values, schemas = packet_values(file.data(reference))
    except ElementTree.ParseError as error:
        file.fault("catalog", f"XMP cannot be read: {error}")
        return
    for name, expected in ((PDFA + "part", ("3", "2")), (PDFA + "conformance", "A"), (PDFUA + "part", "1")):
        if values.get(name) is None or values[name] not in expected:
            file.fault("XMP", f"{name} is {values.get(name)}, not {expected}")
    if values.get(PDFA + "part") == "2" and (file.key(catalog, "/Names", {}).get("/EmbeddedFiles") or file.associations()):
        file.fault("XMP", "PDF/A-2 is claimed, but files are attached")
    for prefix, uri in re.findall(rb'xmlns:(\w+)="([^"]+)"', file.data(reference)):
        if prefix.decode() in OTHERS and b"<" + prefix + b":" in file.data(reference) and uri.decode() not in schemas:
            file.fault("XMP", f"the schema of {prefix.decode()} is not described")
    if PDFUA[1:-1] not in schemas:
        file.fault("XMP", "the schema of pdfuaid is not described")
    info = file.key(file.trailer, "/Info", {})
    for key, name in (("/Title", DC + "title"), ("/Author", DC + "creator"), ("/Subject", DC + "description"),
                      ("/Keywords", PDF + "Keywords"), ("/Producer", PDF + "Producer"), ("/Creator", XMP + "CreatorTool")):
        if text(info.get(key, "u:")) != values.get(name, ""):
            file.fault("Info", f"{key} differs from XMP: {text(info.get(key))!r}, {values.get(name)!r}")
    for key, name in (("/CreationDate", XMP + "CreateDate"), ("/ModDate", XMP + "ModifyDate")):
        if re.sub(r"\D", "", text(info.get(key))) != re.sub(r"\D", "", values.get(name, "-")):
            file.fault("Info", f"{key} differs from XMP")
    if not text(info.get("/Title")).strip():
        file.fault("Info", "there is no title")


def check_catalog(file, catalog):
    if file.version != "1.7":
        file.fault("header", f"PDF {file.version}, not 1.7")
    identifiers = file.trailer.get("/ID", [])
    if len(identifiers) != 2 or identifiers[0] != identifiers[1] or len(identifiers[0]) < 18:
        file.fault("trailer", "ID is not two equal strings of 16 bytes")
    if file.key(catalog.get("/MarkInfo", {}), "/Marked") is not True:
        file.fault("catalog", "MarkInfo does not say that the file is tagged")
    if file.key(catalog.get("/ViewerPreferences", {}), "/DisplayDocTitle") is not True:
        file.fault("catalog", "DisplayDocTitle is not set")
    if not LANGUAGE.fullmatch(text(catalog.get("/Lang"))):
        file.fault("catalog", f"Lang {catalog.get('/Lang')} names no language")
    intents = [intent for intent in map(file.at, file.key(catalog, "/OutputIntents", [])) if intent.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or file.key(file.at(intents[0].get("/DestOutputProfile")), "/N") != 3:
        file.fault("catalog", "there is no OutputIntent with an RGB profile")
    if not file.key(catalog, "/PageLabels", {}).get("/Nums"):
        file.fault("catalog", "pages have no labels")


def check_attachments(file, catalog):
    """Every attached file has two names, a kind, a relationship, and something that it is associated with."""
    associated = file.associations()
    for name, reference in file.tree(file.key(catalog, "/Names", {}).get("/EmbeddedFiles"), "/Names"):
        specification = file.at(reference)
        stream = file.key(specification.get("/EF", {}), "/F", {})
        if not specification.get("/F") or specification.get("/F") != specification.get("/UF") or not stream.get("/Subtype"):
            file.fault(reference, f"the attachment {text(name)} lacks F, UF or the kind of its data")
        if "/AFRelationship" not in specification or reference not in associated:
            file.fault(reference, f"the attachment {text(name)} is associated with nothing")


def check(path):
    file = File(path)
    catalog = file.key(file.trailer, "/Root")
    check_catalog(file, catalog)
    check_metadata(file, catalog)
    check_attachments(file, catalog)
    marks, shown = check_pages(file)
    for font, characters in shown.items():
        check_font(file, font, characters)
    tags = Tags(file, marks)
    tags.check_all()
    tags.check_annotations()
    for name, count in file.counts.items():
        if count == 0:
            file.fault("file", f"no {name} were found to check")
    return file


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for path in paths:
        try:
            file = check(path)
            faults = file.faults
            summary = ", ".join(f"{count} {name}" for name, count in file.counts.items())
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error) as error:
            faults = [f"cannot be understood: {error!r}"]
        for fault in faults:
            print(f"{path}: {fault}")
        status |= bool(faults)
        if not faults:
            print(f"{path}: no faults in {summary}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
