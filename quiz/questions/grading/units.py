"""Words and signs that stand beside a number: what is counted, units of measure, currencies.

All phrases are folded (see :mod:`.normalise`), dots and hyphens taken out.
"""

__all__ = ["APPROXIMATE", "CURRENCIES", "LEADS", "TRAILS", "is_measure", "says_unit", "unit_group"]

_COUNTED = (
    ("partner", "partners", "doi tac", "partner countries", "nuoc doi tac", "quoc gia doi tac"),
    ("country", "countries", "nation", "nations", "nuoc", "quoc gia", "dat nuoc"),
    ("state", "states", "member state", "member states", "nuoc thanh vien", "quoc gia thanh vien"),
    ("member", "members", "thanh vien"),
    ("time", "times", "lan", "ky", "cuoc"),
    ("year", "years", "nam"),
    ("month", "months", "thang"),
    ("week", "weeks", "tuan"),
    ("day", "days", "ngay"),
    ("person", "persons", "people", "nguoi", "participant", "participants", "dai bieu"),
    ("summit", "summits", "hoi nghi cap cao", "ky hoi nghi cap cao", "hoi nghi thuong dinh"),
    ("meeting", "meetings", "hoi nghi", "ky hoi nghi", "cuoc hop", "ky hop"),
    ("area", "areas", "linh vuc", "areas of cooperation", "linh vuc hop tac"),
    ("pillar", "pillars", "tru cot"),
    ("organisation", "organisations", "organization", "organizations", "institution", "institutions", "to chuc"),
    ("minister", "ministers", "bo truong"),
    ("coordinator", "coordinators", "dieu phoi vien"),
    ("group", "groups", "nhom"),
    ("event", "events", "su kien"),
    ("item", "items", "muc"),
)
_DEGREES = ("°", "do", "degree", "degrees")
_MEASURES = (
    ("%", "percent", "per cent", "pct", "percentage", "phan tram"),
    ("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "kilo met", "ki lo met", "kilomet", "cay so"),
    ("m", "metre", "metres", "meter", "meters", "met"),
    ("cm", "centimetre", "centimetres", "centimeter", "centimeters", "xang ti met", "xentimet", "centimet"),
    ("mm", "millimetre", "millimetres", "millimeter", "millimeters", "mi li met", "milimet"),
    ("mile", "miles", "mi", "dam"),
    ("ft", "foot", "feet"),
    ("inch", "inches"),
    (
        "km2",
        "sq km",
        "square km",
        "square kilometre",
        "square kilometres",
        "square kilometer",
        "square kilometers",
        "ki lo met vuong",
        "kilomet vuong",
        "cay so vuong",
    ),
    ("m2", "sq m", "square metre", "square metres", "square meter", "square meters", "met vuong"),
    ("ha", "hectare", "hectares", "hec ta", "hecta"),
    ("m3", "cubic metre", "cubic metres", "cubic meter", "cubic meters", "met khoi"),
    ("m3/s", "cubic metres per second", "cubic meters per second", "met khoi moi giay"),
    ("kg", "kilogram", "kilograms", "kilo", "kilos", "ki lo gam", "kilogam"),
    ("g", "gram", "grams", "gam"),
    ("t", "tonne", "tonnes", "ton", "tons", "tan"),
    ("l", "litre", "litres", "liter", "liters", "lit"),
    ("s", "second", "seconds", "giay"),
    ("min", "minute", "minutes", "phut"),
    ("h", "hour", "hours", "gio", "tieng"),
    ("°c", "c", "oc", "do c", "celsius", "degree celsius", "degrees celsius", "degrees c"),
    ("°f", "f", "of", "do f", "fahrenheit", "degree fahrenheit", "degrees fahrenheit", "degrees f"),
    ("km/h", "kph", "kmh", "km per hour"),
)
_SHORTER = {"°c": _DEGREES, "°f": _DEGREES}
_GROUPS = {phrase: group[0] for group in (*_COUNTED, *_MEASURES) for phrase in group}
_MEASURED = frozenset(group[0] for group in _MEASURES)

_DOLLARS = frozenset({"USD", "SGD", "AUD", "CAD", "NZD", "HKD"})
CURRENCIES: dict[str, frozenset[str]] = {
    phrase: frozenset(codes.split())
    for codes, phrases in {
        "USD": "usd|us $|us dollar|us dollars|american dollar|american dollars|united states dollars|"
        "do la my|do my|dola my|do la mi|my kim|do la hoa ky",
        "EUR": "eur|€|euro|euros|o ro|dong euro|dong o ro",
        "GBP": "gbp|£|pound|pounds|pounds sterling|pound sterling|bang anh",
        "VND": "vnd|₫|d|dong|dong viet nam",
        "SGD": "sgd|s $|singapore dollar|singapore dollars|do la singapore|do la xin ga po|do singapore|do sing",
        "AUD": "aud|a $|australian dollar|australian dollars|do la uc|do uc",
        "CAD": "cad|c $|canadian dollar|canadian dollars|do la canada|do canada",
        "NZD": "nzd|nz $|new zealand dollar|new zealand dollars|do la new zealand|do new zealand",
        "HKD": "hkd|hk $|hong kong dollar|hong kong dollars|do la hong kong|do hong kong",
        "JPY": "jpy|yen|yen nhat",
        "CNY": "cny|rmb|yuan|renminbi|nhan dan te",
        "JPY CNY": "¥",
        "KRW": "krw|₩|won",
        "THB": "thb|baht|bat",
        "CHF": "chf|swiss franc|swiss francs|franc thuy si",
        "INR": "inr|rupee|rupees|rupi",
    }.items()
    for phrase in phrases.split("|")
} | dict.fromkeys(("$", "dollar", "dollars", "do la", "dola", "do"), _DOLLARS)
"""Currency codes that a phrase may stand for."""

APPROXIMATE = frozenset(
    {
        "about",
        "around",
        "approximately",
        "approx",
        "roughly",
        "~",
        "≈",
        "circa",
        "ca",
        "c",
        "nearly",
        "almost",
        "khoang",
        "gan",
        "chung",
        "xap xi",
        "tam",
        "co khoang",
        "vao khoang",
    }
)
"""Forgiven before a quantity, which has a tolerance."""
LEADS = frozenset(
    {
        *("so", "no", "number", "#", "thu", "lan thu", "the", "in", "nam", "year", "vao nam"),
        *("co", "la", "tat ca", "co tat ca", "tong cong", "co tong cong", "chi", "chi co"),
        *("gom", "bao gom", "da", "duoc", "da duoc", "dung", "duy nhat", "chiem", "="),
        *("only", "just", "exactly", "total", "a total of", "in all", "there are", "there were"),
        *("it is", "it was", "it s", "it had", "they had"),
    }
)
"""Forgiven before a number: ``số 8``, ``No. 8``, ``lần thứ 8``, ``năm 1996``."""
TRAILS = frozenset(
    {
        *("only", "in all", "in total", "total", "altogether"),
        *("duy nhat", "tat ca", "tong cong", "ca thay", "thoi", "roi"),
    }
)
"""Forgiven behind a number and what it counts."""


def unit_group(phrase: str) -> str | None:
    """One name for all spellings of a unit or counted thing, in both languages; None for an unknown one."""
    return _GROUPS.get(phrase)


def says_unit(phrase: str, unit: str) -> bool:
    """Whether a phrase names the unit asked for, or says so much of it that no other can be meant: ``degrees``."""
    asked = unit_group(unit) or unit
    return bool(phrase) and (phrase == unit or unit_group(phrase) == asked or phrase in _SHORTER.get(asked, ()))


def is_measure(group: str) -> bool:
    """Whether a group is a unit of measure: another unit makes another quantity."""
    return group in _MEASURED
