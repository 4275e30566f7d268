(() => {
  "use strict";
  const root = document.documentElement, main = document.querySelector("main");
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  import("../../assets/charts.js").then(({ enliven }) => enliven(main, make, main.dataset), () => {});
  if (parent === window) return;
  const tell = () => {
    root.className = "natural";
    const { height } = main.getBoundingClientRect();
    root.className = "";
    parent.postMessage({ "publicrecord-height": Math.ceil(height) }, "*");
  };
  for (const event of ["load", "resize", "message"]) addEventListener(event, tell);
})();
