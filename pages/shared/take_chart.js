// Two buttons that save the chart above them. The picture is put together from the drawing that the browser shows:
// its title over it, what it is of under it, on the page's own background, in light and in dark.
const PAD = 16;
const TITLE = { size: 16, line: 21, weight: 600 };
const NOTE = { size: 11, line: 16, weight: 400 };
const SHARPNESS = 2; // pixels of a PNG for each of the screen's
const FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", Arial, sans-serif';
const WIDEST = "Arial, sans-serif"; // what a line has room for, whichever font it is read in later
const SVG = "http://www.w3.org/2000/svg";

export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll(".v-take button")) {
    const format = button.dataset.format;
    button.title = data[format];
    button.setAttribute("aria-label", data[format]);
    button.onclick = async () => {
      const chart = chartAbove(parentElement);
      if (!chart) return;
      const picture = compose(chart, data);
      const file = format === "svg" ? asText(picture) : await asPixels(picture);
      save(file, `${data.name}.${format}`);
    };
  }
}

// The nearest chart before the buttons: in an element before them, or before one of those around them.
function chartAbove(from) {
  for (let around = from; around; around = around.parentElement) {
    for (let before = around.previousElementSibling; before; before = before.previousElementSibling) {
      const charts = before.querySelectorAll(".js-plotly-plot");
      if (charts.length) return charts[charts.length - 1];
    }
  }
  return null;
}

function compose(chart, { title, note }) {
  const { width, height } = chart.getBoundingClientRect();
  const page = getComputedStyle(chart.closest(".stApp"));
  const inner = width - 2 * PAD;
  const above = wrap(title, TITLE, inner);
  const beneath = wrap(note, NOTE, inner);
  const top = PAD + above.length * TITLE.line + PAD / 2;
  const foot = top + height + PAD / 2;
  const picture = make("svg", { xmlns: SVG, width, height: foot + beneath.length * NOTE.line + PAD, "font-family": FONT });
  picture.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  picture.append(make("title", {}, title), make("rect", { width: "100%", height: "100%", fill: page.backgroundColor }));
  picture.append(...written(above, TITLE, PAD + TITLE.size, page.color));
  picture.append(drawing(chart, top));
  picture.append(...written(beneath, NOTE, foot + NOTE.size, page.color));
  return picture;
}

// Everything that the chart library has drawn, without what it keeps for the mouse.
function drawing(chart, top) {
  const group = make("g", { transform: `translate(0 ${top})` });
  for (const layer of chart.querySelectorAll(".svg-container > svg.main-svg")) {
    for (const child of layer.children) group.append(child.cloneNode(true));
  }
  for (const idle of group.querySelectorAll(".hoverlayer, .draglayer, .drag, .nsewdrag")) idle.remove();
  for (const text of group.querySelectorAll("text, tspan")) text.style.removeProperty("pointer-events");
  return group;
}

function wrap(text, { size, weight }, width) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px ${WIDEST}`;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (ruler.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function written(lines, { size, line, weight }, y, fill) {
  return lines.map((text, place) =>
    make("text", { x: PAD, y: y + place * line, "font-size": size, "font-weight": weight, fill }, text),
  );
}

function make(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function asText(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

async function asPixels(picture) {
  picture.prepend(make("style", {}, await ownFont()));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.getAttribute("width") * SHARPNESS);
  canvas.height = Math.round(picture.getAttribute("height") * SHARPNESS);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

// The page's font as a part of the picture: what a picture is painted with has to lie inside of it.
async function ownFont() {
  const faces = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
  const face = faces.find((rule) => rule instanceof CSSFontFaceRule && /^["']?Source Sans["']?$/.test(
    rule.style.getPropertyValue("font-family")) && rule.style.getPropertyValue("font-style") !== "italic");
  const source = face && /url\(["']?([^"')]+)/.exec(face.cssText);
  if (!source) return "";
  try {
    const font = await (await fetch(new URL(source[1], face.parentStyleSheet.href || document.baseURI))).blob();
    const data = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(font);
    });
    return `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url(${data}); }`;
  } catch {
    return ""; // then the picture is painted with another font
  }
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
