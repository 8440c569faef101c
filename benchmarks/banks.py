"""A large bank made from a seed: the same bytes everywhere, shaped like a bank that people write.

Rivers, towns, people and treaties of an invented world, with labels in two languages, aliases, sources by line,
dates of every grain, sets, disputed and rejected values with their reasons.
"""

from pathlib import Path
from random import Random

__all__ = ["FACTS", "write_bank"]

FACTS = 10_000
"""Claims in the bank that the speed table speaks of."""

_STARTS = (
    "Al",
    "Bra",
    "Cor",
    "Da",
    "El",
    "Fen",
    "Gri",
    "Hol",
    "Is",
    "Jor",
    "Ka",
    "Lin",
    "Mor",
    "Na",
    "Or",
    "Pel",
    "Qua",
    "Ri",
    "Sar",
    "Tal",
    "Ul",
    "Ver",
    "Wen",
    "Xan",
    "Yor",
    "Zel",
)
_MIDDLES = ("be", "cha", "da", "fe", "go", "hi", "ka", "le", "mi", "no", "pa", "que", "ra", "si", "tho", "vu", "xo")
_ENDS = ("burg", "dal", "ford", "grad", "ham", "kirk", "mar", "nes", "ping", "rad", "stad", "ton", "ville", "wick")
_VI = (
    "An",
    "Bình",
    "Cẩm",
    "Đông",
    "Giang",
    "Hòa",
    "Khánh",
    "Lạc",
    "Mỹ",
    "Ninh",
    "Phú",
    "Quảng",
    "Sơn",
    "Thạnh",
    "Uyên",
    "Vĩnh",
    "Xuân",
    "Yên",
)
_FIELDS = (
    "astronomy",
    "botany",
    "cartography",
    "chemistry",
    "geology",
    "history",
    "law",
    "medicine",
    "music",
    "navigation",
    "painting",
    "philosophy",
    "physics",
    "poetry",
    "surgery",
)

_HEAD = """\
bank:
  id: atlas
  title: {en: An invented atlas, vi: Tập bản đồ tưởng tượng}
  languages: [en, vi]
  topics:
    towns: {en: Towns, vi: Thành phố}
    rivers: {en: Rivers, vi: Sông}
    people: {en: People, vi: Nhân vật}
    treaties: {en: Treaties, vi: Hiệp ước}

sources:
"""

_KINDS = """
kinds:
  town:
    name: {en: town, vi: thành phố}
    topic: towns
    properties:
      river: {type: ref, to: river, name: {en: river, vi: con sông}}
      founded: {type: year, name: {en: founding year, vi: năm thành lập}, reverse: yes}
      population: {type: count, name: {en: population, vi: dân số}, depth: more, reverse: yes}
      elevation: {type: integer, name: {en: elevation in metres, vi: độ cao tính bằng mét}, depth: more, reverse: yes}
      area: {type: quantity, unit: {en: km², vi: km²}, tolerance: 5%, name: {en: area, vi: diện tích}, reverse: yes}
      harbour: {type: boolean, name: {en: harbour, vi: bến cảng}}
      station: {type: year, name: {en: year of its first railway station, vi: năm có nhà ga đầu tiên}, depth: more}
  river:
    name: {en: river, vi: con sông}
    topic: rivers
    properties:
      length: {type: quantity, unit: {en: km, vi: km}, tolerance: 5%, name: {en: length, vi: chiều dài}, reverse: yes}
      discharge: {type: quantity, unit: {en: m³/s, vi: m³/s}, tolerance: 5%, name: {en: discharge, vi: lưu lượng}, depth: more, reverse: yes}
      basin: {type: quantity, unit: {en: km², vi: km²}, tolerance: 5%, name: {en: area of the basin, vi: diện tích lưu vực}, depth: more, reverse: yes}
      source_height: {type: integer, name: {en: height of the source in metres, vi: độ cao nguồn sông tính bằng mét}, depth: detail, reverse: yes}
      bridges: {type: count, name: {en: number of bridges, vi: số cây cầu}, depth: more}
      tributaries: {type: set of ref, to: river, name: {en: tributaries, vi: các phụ lưu}}
      explored: {type: date, name: {en: day of exploration, vi: ngày được thám hiểm}, depth: detail}
  person:
    name: {en: person, vi: nhân vật}
    topic: people
    similar: [field]
    properties:
      born: {type: date, name: {en: date of birth, vi: ngày sinh}, reverse: yes}
      born_year: {type: year, derived: born, name: {en: year of birth, vi: năm sinh}}
      died: {type: date, name: {en: date of death, vi: ngày mất}, depth: more, reverse: yes}
      works: {type: count, name: {en: number of works, vi: số tác phẩm}, depth: more}
      birthplace: {type: ref, to: town, name: {en: birthplace, vi: nơi sinh}, reverse: yes}
      field: {type: text, exclusive: yes, name: {en: field of work, vi: lĩnh vực hoạt động}}
    questions:
      self>birthplace: {en: "In which town was {self} born?", vi: "{self} sinh ở thành phố nào?"}
      birthplace>self: {en: "Who was born in {birthplace}{qualifier}?", vi: "Ai sinh ở {birthplace}{qualifier}?"}
  treaty:
    name: {en: treaty, vi: hiệp ước}
    topic: treaties
    properties:
      signed: {type: date_range, name: {en: days of signing, vi: những ngày ký}, reverse: yes}
      signed_year: {type: year, derived: signed, name: {en: year of signing, vi: năm ký}}
      town: {type: ref, to: town, name: {en: town of signing, vi: nơi ký}, reverse: yes}
      signatories: {type: set of ref, to: person, name: {en: signatories, vi: những người ký}}
      articles: {type: count, name: {en: number of articles, vi: số điều khoản}, depth: detail}
      in_force: {type: year, name: {en: year of entry into force, vi: năm có hiệu lực}, depth: more}
      fee: {type: money, name: {en: fee, vi: lệ phí}, depth: detail}

facts:
"""


class _Maker:
    """Writes entities until there are enough claims; every name is used once."""

    def __init__(self, facts: int) -> None:
        self.random = Random(20260101)
        self.facts, self.claims = facts, 0
        self.lines: list[str] = []
        self.names: set[str] = set()
        self.towns: list[str] = []
        self.rivers: list[str] = []
        self.people: list[str] = []
        self.volume, self.line = 1, 1

    def pick(self, among: tuple[str, ...] | list[str]) -> str:
        return among[int(self.random.random() * len(among))]

    def number(self, low: int, high: int) -> int:
        return low + int(self.random.random() * (high - low))

    def name(self) -> str:
        while True:
            middles = "".join(self.pick(_MIDDLES) for _ in range(self.number(1, 4)))
            name = self.pick(_STARTS) + middles + self.pick(_ENDS)
            if name not in self.names:
                self.names.add(name)
                return name

    def source(self) -> str:
        """A line of the passage that the entity is taken from, or somewhere else."""
        line = self.line + self.number(0, 4)
        passage = f"S{self.volume}:{line}"
        return self.pick([passage, passage, f"S{self.volume}:{line}-{line + 2}", f"S{self.number(1, 41)}:{line}", "R1"])

    def entity(self, kind: str, before: str, vietnamese: str) -> str:
        name = self.name()
        self.volume, self.line = self.number(1, 41), self.number(1, 900)
        slug = f"{kind}-{name.lower()}"
        self.lines += [
            f"  {slug}:",
            f"    kind: {kind}",
            "    name:",
            f"      en: {{display: {name}, in_sentence: {before}{name}, aliases: [{name[:-1]}h, Old {name}, {name.upper()}]}}",
            f"      vi: {{display: {vietnamese} {name}, short: {name}, aliases: [{self.pick(_VI)} {self.pick(_VI)} {name}]}}",
            f"    from: [{self.source()}, {self.source()}]",
        ]
        return slug

    def fact(self, slug: str, value: str, wrong: str = "", extra: str = "") -> None:
        """A claim as people write them: mostly bare, some with a source, a few with what is wrong elsewhere."""
        self.claims += 1
        draw = self.random.random()
        if draw < 0.3 and wrong:
            self.claims += 1
            self.lines += [
                f"    {slug}:",
                f"      - {{value: {value}, from: [{self.source()}, {self.source()}]{extra}}}",
                f"      - value: {wrong}",
                f"        from: {self.source()}",
                "        status: rejected",
                f"        reason: {{en: A misprint for {value}., vi: Bản in nhầm của {value}.}}",
            ]
        elif draw < 0.6 or extra:
            self.lines.append(f"    {slug}: {{value: {value}, from: {self.source()}{extra}}}")
        else:
            self.lines.append(f"    {slug}: {value}")

    def day(self, year: int) -> str:
        return f"{year}-{self.number(1, 13):02}-{self.number(1, 29):02}"

    def river(self) -> None:
        slug = self.entity("river", "the ", "sông")
        length = self.number(40, 60_000)
        self.fact("length", f"{length / 10:.1f}", f"{length / 10 + 7:.1f}")
        self.fact("discharge", str(self.number(5, 90_000)))
        self.fact("basin", str(self.number(100, 4_000_000)))
        self.fact("source_height", str(self.number(10, 5000)))
        self.fact("bridges", str(self.number(0, 60)))
        self.fact("explored", self.day(self.number(1500, 1900)))
        if len(self.rivers) > 20 and self.random.random() < 0.3:
            first = self.number(0, len(self.rivers) - 4)
            self.fact("tributaries", f"[{', '.join(self.rivers[first : first + 3])}]", extra=", complete: yes")
        self.rivers.append(slug)

    def town(self) -> None:
        slug = self.entity("town", "", "thành phố")
        year = self.number(700, 1900)
        self.fact("river", self.pick(self.rivers))
        self.fact("founded", str(year), str(year + 10))
        self.fact("population", str(self.number(900, 4_000_000)), extra=", as_of: 2021-03" if year % 5 == 0 else "")
        self.fact("elevation", str(self.number(-5, 3000)))
        self.fact("area", f"{self.number(20, 60_000) / 10:.1f}")
        self.fact("harbour", self.pick(["yes", "no"]))
        self.fact("station", str(self.number(1830, 1950)))
        self.towns.append(slug)

    def person(self) -> None:
        slug = self.entity("person", "", self.pick(_VI))
        year = self.number(1500, 1990)
        self.fact("born", self.pick([self.day(year), self.day(year), f"{year}-{self.number(1, 13):02}"]), str(year + 1))
        self.fact("birthplace", self.pick(self.towns))
        self.fact("field", self.pick(_FIELDS))
        self.fact("died", self.day(year + self.number(20, 90)))
        self.fact("works", str(self.number(1, 300)))
        self.people.append(slug)

    def treaty(self) -> None:
        self.entity("treaty", "the Treaty of ", "Hiệp ước")
        year, month, day = self.number(1600, 1999), self.number(1, 13), self.number(1, 25)
        self.fact("signed", f"{year}-{month:02}-{day:02}/{year}-{month:02}-{day + 2:02}", f"{year}-{month:02}-{day:02}")
        self.fact("town", self.pick(self.towns))
        first = self.number(0, len(self.people) - 4)
        self.fact("signatories", f"[{', '.join(self.people[first : first + 3])}]", extra=", complete: yes")
        self.fact("articles", str(self.number(3, 400)))
        self.fact("in_force", str(year + self.number(1, 5)))
        self.fact("fee", f"USD {self.number(1, 900)}000")

    def all(self) -> None:
        for _ in range(30):
            self.river()
        for _ in range(30):
            self.town()
        for _ in range(10):
            self.person()
        while self.claims < self.facts:
            self.river()
            self.town()
            self.town()
            self.person()
            self.treaty()


def write_bank(folder: Path, facts: int = FACTS) -> Path:
    """Write the bank into ``folder`` unless it is there; returns the folder."""
    maker = _Maker(facts)
    maker.all()
    sources = [
        f"  S{n}: {{file: volume_{n:02}.txt, title: {{en: Volume {n} of the atlas, vi: Tập {n} của bộ bản đồ}}}}\n"
        for n in range(1, 41)
    ]
    sources.append("  R1: {title: {en: Gazetteer, vi: Địa danh chí}, where: example.org/gazetteer}\n")
    text = "".join([_HEAD, *sources, _KINDS, "\n".join(maker.lines), "\n"])
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "atlas.yaml"
    if not place.exists() or place.read_text("utf-8") != text:
        place.write_text(text, "utf-8")
    return folder
