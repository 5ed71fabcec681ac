// Moves the focus to the button above a card that was just opened; the title of the card is said with it.
const CARD = ".st-key-card h3", EVERY_MS = 40, PATIENCE_MS = 4000;

export default function (component) {
  const { focus, button } = component.data;
  if (!focus || window.maillageFocus === focus.token) return;
  const begun = performance.now();
  const look = () => {
    const target = document.querySelector(button);
    const title = document.querySelector(CARD);
    if (target && title) {
      window.maillageFocus = focus.token;
      target.setAttribute("aria-description", title.textContent);
      target.addEventListener("blur", () => target.removeAttribute("aria-description"), { once: true });
      target.focus();
    } else if (performance.now() - begun < PATIENCE_MS) {
      window.setTimeout(look, EVERY_MS);
    }
  };
  look();
}
