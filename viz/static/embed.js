// Tells the page around this one how high it is, so that no scroll bar is needed.
const tell = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (parent !== window) parent.postMessage({ graphkit: "height", height }, "*");
};
new ResizeObserver(tell).observe(document.documentElement);
