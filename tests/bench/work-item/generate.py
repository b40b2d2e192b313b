#!/usr/bin/env python3
"""Writes synthetic documents of the work item: one CSV file each, always the same for the same number.

usage: generate.py COUNT FOLDER

The form of the files is told in README.md. Countries, figures and sentences are invented; every document has 3 040 to 3 090
words in its paragraphs, 20 notes, 18 sources and 2 further links.
"""
import csv
import pathlib
import random
import sys

WORDS = 3065  # in the paragraphs of a document
SITES = ["Northern", "Southern", "Eastern", "Western", "Inner", "Outer", "Upper", "Lower", "Middle", "Harbour"]
BRANCHES = ["Milling", "Glass", "Timber", "Ceramics", "Software", "Instruments", "Shipbuilding", "Printing", "Dyes", "Bakery", "Optics", "Paper",
            "Clocks", "Bicycles"]
TRADES = ["A11 – Growing of flax", "B12 – Cutting of slate", "C13 – Weaving", "C14 – Sewing of sails", "C17 – Making of paper", "C22 – Moulding",
          "C25 – Forging", "C27 – Winding of coils", "C30 – Building of boats", "D36 – Supply of steam", "F42 – Digging of canals", "H50 – Ferries",
          "H53 – Post", "J60 – Broadcasting", "J63 – Keeping of registers", "M71 – Surveying", "M73 – Drawing of signs", "P85 – Evening schools"]
SENTENCES = """The register of {c} lists {n} workshops, and a little more than {p} % of them have fewer than ten people at their benches.
Two guilds of the {s} district share a laboratory, a library and one very patient keeper of the keys.
Since {y} the council has paid for a visit a year to every member that asks for one before the harvest.
In the trade of {b}, apprentices stay for {k} years and then spend one more with a master in another town.
A survey of {y} found that {p} % of the members knew the name of their adviser, against {q} % of the others.
Money for common tools comes from a fund that was opened in {y} and has been filled again {k} times.
The ferry to the {s} district takes {k} hours, which is why so much of the work there is done by post.
Whoever wants to lead a group of workshops in {c} must first have been a guest in three of them.
Prices for clay, glass and steam are read out every Monday, so that nobody learns of them later than a neighbour.
The {s} district sends about {n} young people a year to the evening schools on the other side of the river.
Records from before {y} are lost, and the figures of those years were put together from the books of the mills.
An agreement of {y} lets small makers of {b} hire machines by the hour instead of buying them.
Visitors from abroad are shown the workshops in pairs, an old one and a new one, and may ask whatever they like.
The last review counted {n} meetings, {k} fairs and a good deal of coffee, none of which can be traced to an outcome.
Where two workshops need the same water wheel, the one that came first waits until noon and the other until dusk.
Half of the budget is spent on people, {q} % on rooms, and the rest on what nobody had thought of in spring.
Members of the {b} group have agreed on one size of box, which saves them {q} % of the cost of carriage.
The plan for the years after {y} speaks of fewer rules, longer contracts and a roof for the northern market.
In {c}, advice is free for the first {k} days, and cheap for as long as the adviser does not have to travel.
Teachers from the {s} district meet every second month to compare what their pupils can build with their own hands.
It took {k} years to agree on a common mark for goods, and one afternoon to agree on its colour.
Of the {n} ideas that were handed in, {k} were tried out, and two of those are in daily use today.
Whether the help of the council made a difference cannot be told from these numbers, since nobody was refused it.
The keeper of the register writes to every member once a year, and {p} % of them answer within a month.
Because the harbour freezes in winter, the makers of {b} finish their boats by the end of October.
The reports since {y} follow one outline, so that a reader who knows one of them will find the way in all.
A group is admitted when it has {k} members, a treasurer, and a plan that fits on one sheet of paper.
Roads in the {s} district were mended in {y}, and orders from there have grown by {q} % since then.
Those who left the trade of {b} mostly did so for work nearby, and a third of them came back within {k} years.
The council publishes the names of all members, the sums that they received, and what they wished they had done instead.
Lessons in drawing are open to everyone, but places are few and are given first to those who come from afar.
With {n} members on its list, the group is the largest of its kind and the slowest to decide on anything.
Samples are kept for {k} years in a dry cellar, after which they are given to the school of the {s} district.
In the year {y} the price of timber doubled, and for {k} months no boat was begun anywhere in {c}.
The best known of the common projects is a lamp that was drawn in one town, blown in another and sold in a third.
Everything that is said here of {b} holds for its neighbours too, only a little later and on a smaller scale.""".split("\n")
HEADS = ["Common aims of the members", "Tools for small workshops", "Places at evening schools", "Fairs at home", "Fairs abroad", "A shared store",
         "Advice in the first year", "Help with the second year", "Visits between districts", "Marks and measures", "A register of skills",
         "Care for the old machines", "Light and heat", "Water in dry summers"]
ROWS = ["AIMS OF THE PLAN", "TRADES", "WHO DECIDES", "WHO MAY APPLY", "MEANS", "MONEY AND YEARS", "WHAT IS KNOWN OF IT", "FIT WITH OTHER PLANS"]
SCORES = {"REACH": ["No plan", "A plan for some trades", "A plan for most trades", "A plan for all trades and districts"],
          "ENDURANCE": ["Not begun", "Begun less than two years ago", "Begun two to ten years ago", "Begun more than ten years ago"],
          "WHAT IS KNOWN": ["Nothing is measured", "Something was measured once", "Measured each year", "Measured each year and looked at again"],
          "MEANS": ["None", "Money within another plan", "Money or advice", "Money and advice"]}
POINTS = ["0", "0.5", "1", "2"]
INDICATORS = ["People at work (thousand)", "Workshops in the register", "Members of a group (median)", "Share of small workshops (%)", "Share of schools (%)",
              "Trades with a mark (number)", "Common projects in three years", "Help a workshop (thousand)", "Own contribution (% of cost)", "Workshops with a mark (%)"]
AXES = ["Reach", "Endurance", "Knowledge", "Money", "Advice", "Exchange", "Schooling"]
SOURCES = ["Book of the workshops of {c}", "Plan for the years after {y}", "Yearly report of the council {y}", "Roads and orders in the {s} district",
           "What became of the first fund", "Map of the canals", "Skills in the trade of {b}", "Call for common projects {y}", "Register of groups",
           "Counting of members {y}", "Advice for those who apply", "How branches are told apart", "People at work by trade", "A second look at the fund",
           "Marks for goods", "Letters from neighbours {y}", "Plan for hard winters", "List of machines for hire"]
OFFICES = ["Council of Trades", "Board of Weights", "Office of Numbers", "House of Masters", "School of Drawing"]
CODES = [first + chr(ord("A") + i) for first in "XYZ" for i in range(26)]  # peers are drawn from these
MORE = [first + second for first in "QRSTUVWABCDEFGHIJKLMNOP" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
ALL = CODES + MORE
OUTLINE = """h1 intro Introduction;p 6 1 link;p 6 1;p 6 1 bold;p 5 1;say A few words on the state of the workshops come first. The document then holds:;
li an overview of the branches and workshops of {c};li an overview of what the council and the districts do;li an account of how far the plans have come;
div 01 Branches and workshops;h1 s1 1. Branches and workshops;h2 s11 People at work in the 14 branches;p 6 2;p 6 1 bold;
fig hbar People at work in the branches (% of all);p 3;h2 s12 Leading trades;p 6 2;tab nodes Leading trades and the first five of them by district;p 5 1 bold;
tab eco Leading branches by district;p 3;h2 s13 Groups of workshops in the districts;p 5 1;fig map Groups of workshops by parish;p 6 1 bold;
fig col Groups per million inhabitants, by district;p 3;branches 6;div 02 Plans of the council and the districts;
h1 s2 2. Plans of the council and the districts;p 6 1;p 6 1 bold;tab cmp Comparison of the two plans;div 03 How far the plans have come;
h1 s3 3. How far the plans have come;p 5 1 bold;p 4;h2 s31 Points;tab score Points;p 3 1;fig radar Profile of the plans;h2 s32 Place among others;
p 4 1;fig scatter Points and groups in 21 countries;p 3;tab ind Main figures;h2 s33 In words;h3 s331 Reach;p 5 1 bold;h3 s332 Endurance;p 5 1 bold;
h3 s333 Knowledge;p 5;fig stack Members by district and kind (%);h3 s334 Means;p 5 1 link;h3 s335 Exchange;p 5;h1 bib Sources;bib;h1 annex Annex;p 3;
tab annex How points are given"""


class Sheet:
    """One document, row by row."""

    def __init__(self, number):
        self.random = random.Random(41000 + number)
        self.code = ALL[number]
        self.name = "".join(self.random.choice(part) for part in (["Ar", "Bel", "Cor", "Dal", "Far", "Gol", "Hem"], ["a", "e", "i", "o"], ["mar", "len", "dor", "vik"])) + "ia"
        self.rows, self.pool, self.notes, self.words, self.wanted = [], [], 0, 0, 0

    def add(self, *fields):
        self.rows.append([*map(str, fields)] + [""] * (8 - len(fields)))

    def fill(self, text):
        draw = self.random
        return text.format(c=self.name, s=draw.choice(SITES), b=draw.choice(BRANCHES).lower(), y=draw.randint(1986, 2021), n=draw.randint(11, 480),
                           p=draw.randint(21, 88), q=draw.randint(4, 39), k=draw.randint(2, 13))

    def sentence(self):
        if not self.pool:
            self.pool = SENTENCES[:]
            self.random.shuffle(self.pool)
        return self.fill(self.pool.pop())

    def note(self):
        self.notes += 1
        draw = self.random
        self.add("note", self.notes, f"See the note on {draw.choice(BRANCHES).lower()} and the {draw.choice(SITES).lower()} districts (last access {draw.randint(1, 28):02d}.0{draw.randint(1, 9)}.2026).",
                 f"https://council.example.org/{self.code.lower()}/notes/{self.notes}-{draw.randint(100, 999)}")
        return f"[[fn:{self.notes}]]"

    def paragraph(self, share, notes, marks):
        """Sentences until so large a share of the document's words has been said in all."""
        self.wanted += share
        sentences = []
        while self.words < self.wanted or len(sentences) < notes + 1:
            sentences.append(self.sentence())
            self.words += len(sentences[-1].split())
        for k in range(notes):
            sentences[k] += self.note()
        if "bold" in marks:
            first = sentences[0].split(" ")
            sentences[0] = "**" + " ".join(first[:4]) + "** " + " ".join(first[4:])
        if "link" in marks:
            sentences.append(f"See the [[link:page of {self.name}|https://council.example.org/{self.code.lower()}/page-{self.words}]].")
            self.words += len(sentences[-1].split("|")[0].split())
        self.add("block", "p", "", " ".join(sentences))

    def text(self):
        items = [item.strip() for item in OUTLINE.replace("\n", "").split(";")]
        total = sum(int(item.split()[1]) for item in items if item.startswith("p "))
        for item in items:
            kind, *rest = item.split()
            if kind == "p":
                notes = int(rest[1]) if len(rest) > 1 and rest[1].isdigit() else 0
                self.paragraph((WORDS - 30) * int(rest[0]) / total, notes, rest)
            elif kind == "say":
                self.add("block", "p", "", " ".join(rest))
                self.words += len(rest)
            elif kind == "li":
                self.add("block", "li", "", self.fill(" ".join(rest)) + ("." if "plans have" in item else ";"))
            elif kind == "branches":
                for branch in self.random.sample(BRANCHES, int(rest[0])):
                    self.add("block", "li", "", f"{branch} ({self.random.randint(1, 19)} groups)")
            else:
                self.add("block", kind, rest[0] if rest else "", " ".join(rest[1:]))

    def tables(self):
        draw = self.random
        districts = [f"{self.code}{k}: {site} District" for k, site in enumerate(SITES, 1)]
        for district in districts:
            self.add("t_nodes", district, draw.randint(1, 12), *draw.sample(TRADES, 5))
        for district in districts:
            self.add("t_eco", district, draw.randint(0, 2), *draw.sample(BRANCHES, 2))
        for k, row in enumerate(ROWS):
            cells = ["\n".join([f"**{head}**" for head in draw.sample(HEADS, draw.randint(3, 4))] +
                               [" ".join(self.sentence() for _ in range(3)), self.sentence()]) for _ in range(2)]
            self.add("t_cmp", row, k % 4, *cells)
        total = 0
        for criterion, levels in SCORES.items():
            reached = draw.randint(1, 3)
            total += float(POINTS[reached])
            for k, level in enumerate(levels):
                self.add("t_score", criterion if k == 0 else "", level, POINTS[k], POINTS[k] if k == reached else "")
        self.add("meta", "total", f"{total:g}")
        for name in INDICATORS:
            self.add("t_ind", name, f"{draw.uniform(2, 900):.1f}", f"{draw.uniform(2, 900):.1f}", draw.randint(1, 56), draw.choice(["up", "down", "stable"]))
        for criterion, levels in SCORES.items():
            self.add("t_annex", criterion.capitalize(), " ".join(self.sentence() for _ in range(2)),
                     "\n".join(f"**{level.lower()} = {points}**" for level, points in zip(levels, POINTS)))

    def charts(self):
        draw = self.random
        for branch, value in zip(BRANCHES, sorted((draw.uniform(0.8, 24) for _ in BRANCHES), reverse=True)):
            self.add("c_hbar", branch, f"{value:.1f}", f"{max(0.5, value + draw.uniform(-4, 4)):.1f}")
        for axis in AXES:
            self.add("c_radar", axis, *[f"{draw.uniform(0.4, 2):.2f}" for _ in range(3)])
        others = draw.sample([code for code in CODES if code != self.code], 20)
        others.insert(draw.randrange(21), self.code)
        for code in others:
            self.add("c_scatter", code, f"{draw.uniform(0.5, 8):.2f}", f"{draw.uniform(1, 29):.2f}", int(code == self.code))
        for k, site in enumerate(SITES[:8], 1):
            parts = [draw.uniform(1, 6) for _ in range(4)]
            shares = [round(100 * part / sum(parts)) for part in parts]
            shares[0] += 100 - sum(shares)
            self.add("c_stack", f"{self.code}{k} {site}", *shares)
        for k in range(1, len(SITES) + 1):
            self.add("c_col", f"{self.code}{k}", f"{draw.uniform(1, 24):.1f}")

    def shapes(self):
        """Eight by five parishes in a box of 1000 by 620; each border has 15 points a side and is shared by both."""
        draw = self.random
        corner = {(x, y): (40 + 115 * x + draw.uniform(-30, 30), 30 + 112 * y + draw.uniform(-30, 30)) for x in range(9) for y in range(6)}
        sides = {}

        def side(a, b):
            if (b, a) in sides:
                return sides[b, a][::-1]
            if (a, b) not in sides:
                (ax, ay), (bx, by) = corner[a], corner[b]
                inner = [(ax + (bx - ax) * k / 15 + draw.uniform(-2.5, 2.5), ay + (by - ay) * k / 15 + draw.uniform(-2.5, 2.5)) for k in range(1, 15)]
                sides[a, b] = [corner[a], *inner, corner[b]]
            return sides[a, b]

        for number in range(40):
            x, y = number % 8, number // 8
            ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            points = [point for a, b in zip(ring, ring[1:]) for point in side(a, b)[:-1]]
            self.add("c_map", f"{self.code}{number + 1:02d}", draw.randint(0, 24), " ".join(f"{px:.1f} {py:.1f}" for px, py in points))

    def sources(self):
        draw = self.random
        for title in SOURCES:
            self.add("bib", draw.choice(OFFICES), self.fill(title), f"https://www.{draw.choice(['council', 'board', 'office', 'house'])}.example.org/"
                     f"{self.code.lower()}/papers/{draw.randint(1990, 2021)}/{title.split()[0].lower()}-{draw.randint(1000, 99999)}")

    def write(self, path):
        for key, value in (("country", self.name), ("code", self.code), ("year", 2026), ("date", "2026-11-21"), ("title", f"Country factsheet: {self.name}"),
                           ("subject", "Invented workshops"), ("keywords", f"invented, synthetic, {self.name}")):
            self.add("meta", key, value)
        self.add("meta", "cmpA", "Plan of the council", f"{self.name} Common Workshops")
        self.add("meta", "cmpB", "Plan of a district", f"{self.random.choice(SITES)} District Guilds")
        for part in (self.text, self.tables, self.charts, self.shapes, self.sources):
            part()
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(self.rows)


def main(count, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(int(count)):
        Sheet(number).write(folder / f"{number + 1:02d}_{ALL[number]}.csv")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit() or not 1 <= int(sys.argv[1]) <= len(ALL):
        sys.exit(__doc__)
    main(*sys.argv[1:])
