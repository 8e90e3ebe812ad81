"""Generated forms: every kind of text a person, a paste or an input method can leave in the composer."""

from hypothesis import strategies as st

from playground.catalogue import video_model

GEMINI = video_model("gemini_omni_flash")
TRICKY = [
    "\r\n", "\r", "\n", "\t", "\0", "\x07", "\x1b", "\x7f", "\x80", "\u2028", "\u2029", "\ufeff", "\ufffd", "\uffff",
    '"', "\\", "'", "`", "${x}", "</script>", "&amp;", "<!--", "%REQUEST%", "upload:",
    "你好，世界", "🎬", "👩‍🚀", "é", "𝒳", " ",
]  # fmt: skip
# A textarea holds whole characters: halves of a pair become U+FFFD before a form leaves any browser.
TEXT = st.lists(st.one_of(st.sampled_from(TRICKY), st.text(max_size=8)), max_size=12).map("".join)
URL = st.builds(
    "https://images.example/{}?q={}".format,
    st.text("abcdefgh0123456789-._~%/é你", min_size=1, max_size=12),
    st.text("abc=&+\"'<>{}|\\^`", max_size=6),
)


def forms(uploads: int) -> st.SearchStrategy[dict[str, object]]:
    """A prompt, the choices by parameter name, and references: numbers of uploaded files, and addresses."""
    chosen = {
        p.name: st.sampled_from([str(c.value) for c in p.choices]) for p in GEMINI.parameters if p.choices
    }
    references = st.lists(st.one_of(st.integers(0, uploads - 1), URL), max_size=4)
    return st.fixed_dictionaries({"prompt": TEXT, "references": references, **chosen})
