// Contrast (WCAG 2.2): the text on the accent, and the accent as text, stay readable whatever colour the host picks.

const channels = (colour) => {
  const parts = (colour.match(/[\d.]+/g) || []).slice(0, 3).map(Number);
  return colour.startsWith("color(") ? parts.map((part) => part * 255) : parts;
};

const luminance = (colour) => {
  const [red, green, blue] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

// The computed colours of a probe that wears the accent on the paper.
const fitColours = (root) => {
  const probe = h("span", { class: "probe" });
  root.append(probe);
  const style = getComputedStyle(probe);
  const [accent, paper] = [style.color, style.backgroundColor];
  probe.remove();
  if (!channels(accent).length || !channels(paper).length) return "";
  const onAccent = contrast(accent, "rgb(255, 255, 255)") >= 4.5 ? "#fff" : "#111";
  const link = contrast(accent, paper) >= 4.5 ? accent : "var(--ink)";
  return `.root{--on-accent:${onAccent};--link:${link}}`;
};
