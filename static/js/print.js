/* Shows the print buttons, which only script can serve, in place of the hint where printing is, and opens what is folded while a page prints. */
(() => {
  document.querySelectorAll('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });

  document.querySelectorAll('[data-print-hint]').forEach((hint) => { hint.hidden = true; });

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open])')];
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => {
    opened.forEach((details) => { details.open = false; });
  });
})();
