"""Typed answers as people write them, on the real bank: what is right, what needs another look, what is wrong."""

import pytest

from tests.asem_kit import typed

CASES = {
    ("asem2/city>self", "en"): {
        "right": "2|2nd|second|the second|No. 2|number 2|ASEM 2 Summit|second summit|the second ASEM summit|2nd ASEM|"
        "second Asia-Europe Meeting|thứ hai|lần thứ 2|số 2",
        "wrong": "6|sixth|the 6th|ASEM 6 Summit|FMM2|22|second to none",
    },
    ("asem2/city>self", "vi"): {
        "right": "2|thứ hai|lần thứ hai|Hội nghị cấp cao lần thứ hai|ASEM lần thứ 2|hoi nghi thuong dinh lan thu hai|"
        "ASEM II|ASEM Two|số hai|ASEM lần 2|hội nghị cấp cao lần hai|hoi nghi cap cao lan 2",
        "wrong": "thứ ba|ASEM III|ASEM twenty-two|lần thứ 12|Hội nghị cấp cao lần thứ ba|ASEM lần 12",
    },
    ("migration-ministerial/self>times_held", "en"): {
        "right": "once|only once|1 time|one",
        "wrong": "twice|once or twice",
    },
    ("cambodia/self>joined_at", "en"): {
        "right": "5|the fifth|ASEM 5|the fifth ASEM Summit|lần thứ 5",
        "wrong": "6|FMM5",
    },
    ("germany/self>joined", "en"): {"right": "since 1996|from 1996|in 1996", "wrong": "since 2004"},
    ("asem-day-in-cambodia/self>date", "en"): {
        "right": "10 March|March 10|the tenth of March|10/3|10 March 2020",
        "wrong": "11 March|10 March 2019|March 2019",
        "near": "March",
    },
    ("fmm1/self>dates", "en"): {
        "right": "15 February 1997|14-15 February 1997|15 tháng hai năm 1997|mười lăm tháng hai năm 1997",
        "wrong": "14 February 1997|16 February 1997",
        "near": "15 February|February 1997",
    },
    ("cambodia-in-asem/self>contribution", "en"): {
        "right": "USD 10,000 a year|10,000 USD per year|$10,000 every year|10.000 USD mỗi năm|10.000 USD/năm|10,000|"
        "$10,000 p.a.|10k USD per annum|là 10 nghìn đô",
        "wrong": "USD 10,000 a month|EUR 10,000 a year|USD 1,000 a year",
    },
    ("asem/self>permanent_institution", "vi"): {
        "right": "Quỹ Á - Âu (ASEF)|Quỹ Á – Âu, ASEF|ASEF (Quỹ Á - Âu)",
        "wrong": "Quỹ Á - Âu - ASEAN|ASEAN",
    },
    ("asem13/year>self", "vi"): {"right": "lần thứ mười ba|ASEM XIII|thứ 13", "wrong": "lần thứ ba|ASEM XII"},
    ("asem/self>full_name", "vi"): {"right": "Diễn đàn hợp tác Á - Âu (ASEM)", "near": "Diễn đàn Á - Âu (AEM)"},
    ("asem6/self>city", "en"): {
        "right": "Helsinki, Finland|Helsinki (Phần Lan)|Helsinki - Finland|Helsinki Finland|tại thủ đô Helsinki",
        "wrong": "Helsinki, Brussels|Brussels, Finland|Finland",
        "near": "Helsinki, Sweden",
    },
    ("asem1/city>self", "vi"): {
        "right": "lần đầu tiên|lan dau|hội nghị cấp cao đầu tiên|Hội nghị thượng đỉnh Á - Âu lần đầu tiên",
        "wrong": "lần thứ hai|lần cuối|đầu",
    },
    ("fmm2/place>self", "vi"): {
        "right": "Hội nghị Bộ trưởng Ngoại giao lần thứ hai|hội nghị ngoại trưởng lần 2|"
        "Hội nghị Ngoại trưởng Á-Âu lần thứ 2",
        "wrong": "Hội nghị Bộ trưởng Ngoại giao lần đầu tiên|hội nghị ngoại trưởng lần 3|ASEM 2",
    },
    ("senior-officials-meeting/self>full_name", "en"): {
        "right": "Senior Officials Meeting|ASEM Senior Officials' Meeting",
        "wrong": "SOM|ASEM",
    },
    ("senior-officials-meeting/self>full_name", "vi"): {
        "right": "Hội nghị các quan chức cấp cao ASEM|hội nghị quan chức cấp cao asem|cuộc họp các quan chức cấp cao",
        "wrong": "Hội nghị cấp cao ASEM",
    },
    ("fmm12/self>place", "vi"): {"right": "Lúc-xăm-bua|Lục Xâm Bảo|thành phố Luxembourg", "wrong": "Brussels"},
    ("asem-summit/self>frequency", "vi"): {
        "right": "2 năm họp 1 lần|hai năm một kỳ|1 lần mỗi 2 năm",
        "wrong": "1 năm 2 kỳ|2 lần mỗi năm|hai năm hai lần",
    },
    ("asem-day/self>usual_day", "vi"): {"right": "1/3 hàng năm", "wrong": "2/3 hàng năm|3/1 hàng năm"},
    ("asem2/self>city", "en"): {
        "right": "London city|London, England|London, UK",
        "near": "London, Germany",
        "wrong": "Berlin city|England, London|Lodnon, UK|Lodnon, Germany",
    },
    ("asem13-preparation/self>subcommittees_count", "en"): {"right": "6|6 sub-committees|six"},
    ("partnership/self>asian_countries_count@2021-03", "vi"): {
        "right": "có 21 nước|21 nước đối tác|là 21|gồm 21 nước|tất cả 21 nước|tổng cộng 21|hăm mốt|hai mốt|"
        "hai mươi mốt nước",
        "wrong": "hăm hai|hai hai|có 12 nước|mười một",
    },
    ("asem7/self>dates", "vi"): {
        "right": "trong hai ngày 24 và 25 tháng 10 năm 2008|hai ngày 24-25/10/2008",
        "wrong": "trong hai ngày 23 và 24 tháng 10 năm 2008",
    },
}


@pytest.mark.parametrize(
    ("item", "lang", "expected", "text"),
    [
        (item, lang, expected, text)
        for (item, lang), by_outcome in CASES.items()
        for expected, texts in by_outcome.items()
        for text in texts.split("|")
    ],
)
def test_an_answer_is_read_as_it_is_meant(item: str, lang: str, expected: str, text: str) -> None:
    assert typed(item, text, lang)[0] == expected
