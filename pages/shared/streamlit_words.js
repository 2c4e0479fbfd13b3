// Streamlit writes some words of its own in English whatever the page's language: put the reader's over them.
// The words are English to ours, {name} in both for what differs; none in English, which brings everything back.
(() => {
  const LATER = 100; // ms after the page has last changed
  const SKIPPED = ".js-plotly-plot"; // many labels, none of Streamlit's words
  const TEXTS = [
    "[data-testid='stTopNavSection'] p", "[data-testid='InputInstructions']", "[data-testid='InputInstructions'] *",
    "[role='listbox'] *", "[data-testid='stSkipToContent']", "[data-testid='stSkipToContent'] *",
    "[data-testid='stFileUploaderDropzone'] > div", "[data-testid='stFileUploaderDropzone'] > div > div",
    "[data-testid='stFileUploaderDropzone'] button p", "[data-testid='stFileChip'] [role='alert']",
  ].join();
  const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const patterns = Object.entries(__WORDS__).map(([english, ours]) => [
    new RegExp("^" + escaped(english).replace(/\\?\{name\\?\}/g, "(.+)") + "$"),
    ours,
  ]);
  const ours = (text) => {
    for (const [pattern, words] of patterns) {
      const found = pattern.exec(text);
      if (found) return words.replace("{name}", found[1] ?? "");
    }
    return text;
  };
  // What stands there is ours already where we wrote it; else Streamlit has written it anew. A folder's files are
  // hundreds of labels: what was looked at in this language is not looked at again.
  const put = (node, now, write) => {
    const known = node.vinculoWords;
    if (known?.ours === now && known.by === patterns) return;
    const english = known?.ours === now ? known.english : now;
    const words = ours(english);
    node.vinculoWords = { english, ours: words, by: patterns };
    if (words !== now) write(words);
  };
  const translate = () => {
    for (const element of document.querySelectorAll("[aria-label]"))
      if (!element.closest(SKIPPED))
        put(element, element.getAttribute("aria-label"), (words) => element.setAttribute("aria-label", words));
    for (const element of document.querySelectorAll(TEXTS))
      for (const text of element.childNodes)
        if (text.nodeType === Node.TEXT_NODE) put(text, text.nodeValue, (words) => { text.nodeValue = words; });
  };
  document.documentElement.lang = __LANGUAGE__;
  window.vinculoWatch?.disconnect();
  let waiting = 0;
  window.vinculoWatch = new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(translate, LATER);
  });
  window.vinculoWatch.observe(document.body, { childList: true, subtree: true });
  translate();
})();
