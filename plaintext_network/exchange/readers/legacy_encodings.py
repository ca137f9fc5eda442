"""Tells apart the encodings that programs used before UTF-8, by how plausible the letters are that they yield."""

from __future__ import annotations

import re

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# In the order in which to choose between those that are equally plausible.
TITLES = {
    "cp1252": "Windows-1252",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "cp949": "EUC-KR",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp850": "DOS code page 850",
    "latin_1": "ISO 8859-1",
}

# The letters beyond ASCII of languages, in lower case.
_ALPHABETS = {
    "cp1252": (
        "äöüß",
        "àâæçéèêëîïôœùûü",
        "áéíñóúüç",
        "àèéìòù",
        "áâãàçéêíóôõú",
        "åäöæøéü",
        "éëïóöüè",
        "áðéíóúýþæö",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâîû",),
}
_SIGNS = "’‘“”„«»–—…°€£·•®™§¿¡ºª"

# Characters that names, addresses and headings use often.
_JAPANESE = set(
    "田山本中村佐藤鈴木高橋伊渡辺小林加吉斎松井上口野川原石森池坂崎島西東京都市区県府町丁目番号株式会社有限氏名姓電話番携帯住所郵便"
    "一二三四五六七八九十大郎子美恵太真由和幸明正男女人日月年生部課長役員備考様先"
)
_SIMPLIFIED = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖"
    "市省区路号街公司有限科技姓名电话手机邮箱地址职位部门备注生日经理总先女士小明华国建文军平志伟东海丽红玉中"
)
_TRADITIONAL = set(
    "王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅鄭梁謝宋唐許鄧馮韓曹曾彭蕭蔡潘田董袁于余葉蔣杜蘇魏程呂丁沈任姚盧傅鍾姜崔譚廖"
    "市省區路號街段巷弄樓公司有限科技姓名電話手機郵箱地址職位部門備註生日經理總先女士小明華國建文軍平志偉東海麗紅玉中台北縣"
)
_KOREAN = set(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지수현영준서연은시도로길동구전화이름주소회사직책메일번호"
)

# The most frequent letters of Russian, Greek and Hebrew.
_FREQUENT = set("оеаинтсрвлкоαοιετσνηυρπκςάόίήיהואלרמתבשנ")

_WORD = re.compile(r"[^\W\d_]+")


def likeliest(sample: bytes, returns: bool) -> str:
    """Return the codec in which lines of text are the most plausible. With `returns`, CR ends them, as on old Macs."""
    scores = {codec: _score(sample, codec) for codec in TITLES}
    if returns:
        scores["mac_roman"] += 0.05
    return max(scores, key=lambda codec: scores[codec])


def _score(sample: bytes, codec: str) -> float:
    """Return the plausible share of the characters beyond ASCII, 0 to 1, and more if they are frequent ones."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as error:
        # A sample may end within a character.
        if error.start < len(sample) - 4:
            return -0.5 if codec != "latin_1" else 0.0
        text = sample[: error.start].decode(codec)
    count = sum(character > "\x7f" for character in text)
    if not count:
        return 0.0
    return _RULES.get(codec, _latin)(text, codec) / count


def _east_asian(text: str, codec: str) -> float:
    _, common = _COMMON_ROWS[codec]
    score = 0.0
    for before, character in zip(" " + text, text, strict=False):
        if character > "\x7f":
            # Western letters within words decode to ideographs within words.
            fits = not "a" <= before <= "z" and _is_frequent(character, codec)
            score += 1.5 if character in common else 1.0 if fits else -0.5
    return score


def _is_frequent(character: str, codec: str) -> bool:
    """Return whether a character is in the part of the character set that has the frequent ones."""
    code = ord(character)
    if 0x3040 <= code <= 0x30FF:
        return codec in ("cp932", "euc_jp")
    # Ideographic space, punctuation, and full-width forms.
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60:
        return True
    rows, _ = _COMMON_ROWS[codec]
    encoded = character.encode(codec)
    if codec == "cp932" and len(encoded) == 1:
        # Katakana of half width: legitimate, but Western letters decode to them, too.
        return False
    if codec in ("gb18030", "cp949", "euc_jp") and (len(encoded) != 2 or encoded[1] < 0xA1):
        return False
    return rows[0] <= encoded[0] <= rows[1]


_COMMON_ROWS = {
    "cp932": ((0x88, 0x97), _JAPANESE),
    "euc_jp": ((0xB0, 0xCF), _JAPANESE),
    "gb18030": ((0xB0, 0xD7), _SIMPLIFIED),
    "cp950": ((0xA4, 0xC6), _TRADITIONAL),
    "cp949": ((0xB0, 0xC8), _KOREAN),
}


def _other_alphabet(text: str, codec: str) -> float:
    """Score words of an alphabet other than the Latin one, which have no Latin letters and begin with the only capital."""
    first, last = _LETTERS[codec]
    score = 0.0
    for word in _WORD.findall(text):
        beyond = sum(character > "\x7f" for character in word)
        fits = all(first <= character <= last for character in word) and len(word) > 1
        if beyond:
            # Hebrew has no capitals.
            plain = (
                codec == "cp1255" or word.islower() or word.istitle() or (word.isupper() and len(word) < 5)
            )
            frequent = sum(letter in _FREQUENT for letter in word.lower()) / beyond
            factor = (0.5 + frequent / 2) * (1.0 if plain else 0.2)
            score += beyond * factor if fits and (plain or word.isupper()) else -beyond
    return score


def _latin(text: str, codec: str) -> float:
    """Score letters of Latin alphabets within words, by the two languages that have most of them."""
    good: list[str] = []
    score = 0.0
    for word in _WORD.findall(text):
        beyond = [character for character in word if character > "\x7f"]
        if not beyond:
            continue
        # Multi-byte characters decode to words without ASCII letters; a lone letter such as “à” or “É” is one, too.
        mixed_case = not (word.islower() or word.istitle() or word.isupper() or _has_inner_capital(word))
        if (len(beyond) == len(word) and len(word) > 1) or len(beyond) * 2 > len(word) + 1 or mixed_case:
            score -= len(beyond)
        else:
            good += beyond
    alphabets = _ALPHABETS.get(codec) or _ALPHABETS["cp1252"]
    lowered = [character.lower() if character != "İ" else "ı" for character in good]
    covered = sorted((sum(letter in alphabet for letter in lowered) for alphabet in alphabets), reverse=True)
    best = [
        alphabet for alphabet in alphabets if sum(letter in alphabet for letter in lowered) in covered[:2]
    ]
    known = sum(any(letter in alphabet for alphabet in best) for letter in lowered)
    score += known - (len(good) - known) * 0.5
    # One language explains all of them better than two do.
    score += 0.05 * known if covered[0] == len(good) else 0.0
    others = [character for character in text if character > "\x7f" and not character.isalpha()]
    return score + sum(0.9 if character in _SIGNS or character == "\xa0" else -1.0 for character in others)


def _has_inner_capital(word: str) -> bool:
    """Return whether a word is written as McKenzie or DeÜ: in lower case except ASCII capitals and the first letter."""
    return all(character.islower() or character <= "\x7f" for character in word[1:])


_LETTERS = {
    "cp1251": ("\u0400", "\u04ff"),
    "koi8_r": ("\u0400", "\u04ff"),
    "cp1253": ("\u0370", "\u03ff"),
    "cp1255": ("\u05d0", "\u05ea"),
}
_RULES: dict[str, Callable[[str, str], float]] = {
    **dict.fromkeys(_COMMON_ROWS, _east_asian),
    **dict.fromkeys(_LETTERS, _other_alphabet),
}
