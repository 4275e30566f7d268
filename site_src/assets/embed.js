/* For pages of others: makes each frame with a chart of this site as high as the chart needs. */
(() => {
  "use strict";
  const site = new URL("..", document.currentScript.src).href;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(site));
  addEventListener("message", ({ data, source }) => {
    const height = data && data["publicrecord-height"];
    if (!(height > 0 && height < 10000)) return;
    for (const frame of frames().filter((frame) => frame.contentWindow === source)) {
      if (frame.parentNode.style.paddingTop) frame.parentNode.style.paddingTop = 0;
      frame.style.position = "static";
      frame.style.height = `${height}px`;
    }
  });
  for (const frame of frames()) frame.contentWindow.postMessage("publicrecord-height", "*");
})();
