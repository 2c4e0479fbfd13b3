// What follows the browser from light to dark, and back, while the page is open.
export default function ({ parentElement, setTriggerValue }) {
  const app = document.querySelector(".stApp");
  const follow = () => {
    const scheme = getComputedStyle(app).colorScheme;
    // Dialogs lie outside of the element that says whether the page is light or dark, and our colours depend on it.
    document.documentElement.style.colorScheme = scheme;
    parentElement.shown ??= scheme;
    if (scheme === parentElement.shown || document.querySelector("[role=dialog]")) return; // a run would close what is being filled in
    parentElement.shown = scheme;
    setTriggerValue("changed", scheme);
  };
  follow();
  const watch = new MutationObserver(follow);
  watch.observe(app, { attributeFilter: ["class"] });
  return () => watch.disconnect();
}
