"""Write fonts/NotoSansSC-Bold.ttf from the full bold font (OFL): run once when a new edition is out.

    pip install fonttools && python resources/make_bold.py FULL_BOLD.ttf

Headings, sums and names are bold, so it holds the characters of GB 2312 and every sign that is no
Chinese character; a rarer character is drawn by the regular font, which is whole.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

BOLD = Path(__file__).parent / "fonts" / "NotoSansSC-Bold.ttf"


def kept(code: int) -> bool:
    character = chr(code)
    if not unicodedata.name(character, "").startswith("CJK "):
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def main(source: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    chosen = Subsetter(Options(name_IDs=["*"], name_languages=["*"], notdef_outline=True))
    chosen.populate(unicodes=filter(kept, font.getBestCmap()))
    chosen.subset(font)
    font.save(BOLD)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
