// Loaded by app.js with its tools; the names are the same there and here.
let $, $$, on, make, text, shown, say, tell, swap, post, headers, actionOf;
export function start(tools) {
  ({ $, $$, on, make, text, shown, say, tell, swap, post, headers, actionOf } = tools);
  watchUploads();
  watchDrafts();
  return () => {
    $$("[data-picker]").forEach(picker);
    $$("form[data-autosave]:not([data-watched])").forEach((form) => {
      form.dataset.watched = "";
      form.addEventListener("sent", () => forget(form));
      restore(form);
    });
  };
}
