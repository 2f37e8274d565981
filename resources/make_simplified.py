"""Write simplified.txt from OpenCC (Apache 2.0): run once; another table needs a new `grams.VERSION`.

    pip install opencc && python resources/make_simplified.py

One pair a line: a traditional sign and its simplified one. Signs that become several are left out.
"""

from pathlib import Path

from opencc import OpenCC

TABLE = Path(__file__).with_name("simplified.txt")
CHINESE = range(0x3400, 0xA000)


def main() -> None:
    signs = [chr(code) for code in CHINESE]
    turned = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    pairs = (a + b for a, b in zip(signs, turned, strict=True) if a != b and len(b) == 1)
    TABLE.write_text("\n".join(pairs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
