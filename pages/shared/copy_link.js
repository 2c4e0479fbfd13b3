// A button that copies the page's address, with the days that are shown in place of a period's name ("last month"),
// so that it opens the same page next month too. Where the browser keeps the clipboard to itself, the address is shown.
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector(".v-copy");
  const told = parentElement.querySelector(".v-copied");
  const field = parentElement.querySelector(".v-link");
  button.title = data.label;
  button.querySelector("span").textContent = data.label;
  field.setAttribute("aria-label", data.by_hand);

  button.onclick = async () => {
    const link = address(data);
    const copied = await copy(link, field);
    told.textContent = copied ? data.copied : data.by_hand;
    parentElement.querySelector(".v-bubble").hidden = false;
    field.hidden = copied;
    if (!copied) {
      field.value = link;
      field.select();
    }
    clearTimeout(button.timer);
    button.timer = copied ? setTimeout(hide, 4000) : undefined;
  };
  const hide = () => { parentElement.querySelector(".v-bubble").hidden = true; };
  field.onkeydown = (event) => { if (event.key === "Escape") { hide(); button.focus(); } };
  field.onblur = hide;
}

function address({ first, last, explain }) {
  const link = new URL(window.location.href);
  if (first) {
    link.searchParams.delete("period");
    link.searchParams.set("from", first);
    link.searchParams.set("to", last);
  }
  if (explain) link.searchParams.set("explain", explain); // the number whose panel is open
  return link.href;
}

async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text, field); // over plain http there is no clipboard
  }
}

function copyOldWay(text, field) {
  field.parentElement.hidden = field.hidden = false;
  field.value = text;
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
