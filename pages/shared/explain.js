// Numbers that can be asked how they are computed are buttons with data-explain, anywhere on the page. One listener
// for all of them: a page may hold hundreds.
export default function ({ parentElement, setTriggerValue }) {
  const asked = (event) => {
    const number = event.target.closest?.("[data-explain]");
    if (number) setTriggerValue("asked", number.dataset.explain);
  };
  document.removeEventListener("click", parentElement.asked);
  document.addEventListener("click", (parentElement.asked = asked));
  document.documentElement.dataset.explains = "numbers"; // from now on a click is heard; tests wait for it
  return () => document.removeEventListener("click", asked);
}
