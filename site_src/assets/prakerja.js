// Opened from a folder (file:), a link to a directory shows its listing: name the page.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll('a[href]')) {
    const [path, anchor] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/.test(path)) {
      link.setAttribute("href", path + "index.html" + (anchor ? "#" + anchor : ""));
    }
  }
}
// A link to a row inside a closed table opens the table first.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = target && target.closest("details");
  if (box && !box.open) {
    box.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();
