"""A font for every character: Latin from matplotlib's own, Chinese from what the system has."""
from __future__ import annotations

import functools
import warnings
from typing import List

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

LATIN = "DejaVu Sans"
CHINESE = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
           "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun", "Noto Sans CJK JP", "Droid Sans Fallback")
FILES = ("notosanscjk-regular", "notosanssc-regular", "wqy-", "msyh.", "simhei.", "pingfang.")


def known() -> List[str]:
    names = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in CHINESE if name in names]


@functools.lru_cache(maxsize=1)
def families() -> List[str]:
    """Fonts to take glyphs from, in this order."""
    found = known()
    if not found:  # matplotlib keeps a list of fonts from its first start; look for those installed since
        for path in sorted(font_manager.findSystemFonts()):
            if any(part in path.lower() for part in FILES):
                font_manager.fontManager.addfont(path)
        found = known()
    return [LATIN, *found[:1]]


def dress(figure: Figure) -> None:
    """Gives every text of a figure its fonts; says so when Chinese cannot be shown."""
    texts = figure.findobj(Text)
    for text in texts:
        text.set_fontfamily(families())
    if len(families()) == 1 and any(ord(c) > 0x2E7F for text in texts for c in text.get_text()):
        warnings.warn("no font with Chinese characters was found; on Debian: apt install fonts-noto-cjk", stacklevel=3)
