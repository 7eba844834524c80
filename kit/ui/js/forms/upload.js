// Upload.
function sendFile(form, file, field) {
  const bar = make("progress", { class: "progress", max: "100", value: "0", "aria-label": file.name });
  const percent = make("span", { class: "figures" }, "0 %");
  const item = make("li", { class: "upload" }, make("span", { class: "upload-name" }, file.name), percent, bar);
  $("[data-uploads]", form)?.append(item);
  const data = new FormData();
  for (const [name, value] of new FormData(form)) if (!(value instanceof File)) data.append(name, value);
  data.append(field, file);
  return new Promise((done) => {
    const call = new XMLHttpRequest();
    const fail = (words) => { bar.remove(); percent.remove(); item.append(make("p", { class: "error" }, words)); say(words); done(null); };
    call.upload.onprogress = (e) => {
      if (!e.lengthComputable) return;
      bar.value = Math.round((e.loaded / e.total) * 100);
      percent.textContent = `${bar.value} %`;
    };
    call.onload = () => {
      if (call.status < 400) { bar.value = 100; percent.textContent = "100 %"; done(call.responseURL); return; }
      const plain = call.getResponseHeader("Content-Type")?.startsWith("text/plain");
      fail(plain && call.responseText ? call.responseText.slice(0, 500) : text("failed"));
    };
    call.onerror = () => fail(text("failed"));
    call.open("POST", actionOf(form));
    for (const [name, value] of Object.entries(headers())) call.setRequestHeader(name, value);
    call.send(data);
  });
}
async function upload(form, files) {
  if (!files.length || "sending" in form.dataset) return;
  form.dataset.sending = "";
  const inputs = $$("input[type=file]", form);
  let target = null, failed = false;
  for (const file of files) {
    const result = await sendFile(form, file, inputs[0]?.name || "file");
    if (result) target = result; else failed = true;
  }
  delete form.dataset.sending;
  inputs.forEach((i) => { i.value = ""; });
  if (!target || failed) return; // the sentence stays in view
  if (form.dataset.swap) swap(target, form.dataset.swap.split(" ")); else location.assign(target);
}
const formFor = (area) => (area.matches("form") ? area : document.getElementById(area.dataset.drop) ?? $("form[data-upload]", area));
const carries = (event) => event.dataTransfer?.types.includes("Files");
const calmDrop = () => $$(".drop[data-over]").forEach((d) => d.removeAttribute("data-over"));
function watchUploads() {
  on("submit", "form[data-upload]", (event, form) => {
    const files = $$("input[type=file]", form).flatMap((i) => [...i.files]);
    if (event.defaultPrevented || !files.length) return;
    event.preventDefault();
    upload(form, files);
  });
  on("change", "form[data-upload] input[type=file]", (event, input) => upload(input.form, [...input.files]));
  on("dragover", "[data-drop]", (event, area) => {
    if (!carries(event)) return;
    event.preventDefault();
    $(".drop", formFor(area) ?? area)?.setAttribute("data-over", "");
  });
  on("dragleave", "[data-drop]", (event, area) => { if (!area.contains(event.relatedTarget)) calmDrop(); });
  on("drop", "[data-drop]", (event, area) => {
    const form = formFor(area);
    calmDrop();
    if (!form || !carries(event)) return;
    event.preventDefault();
    upload(form, [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const form = $$("form[data-upload]").find(shown);
    if (files.length && form) { event.preventDefault(); upload(form, files); }
  });
}
