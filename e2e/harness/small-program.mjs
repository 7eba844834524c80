#!/usr/bin/env node
// A very small program with the same outside as ours, to try the harness itself: it prints its address, has a form at
// /sign-in under a strict content security policy, and a page for every fault that the harness must notice.

import { createServer } from 'node:http';

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
const WORDS = {
  vi: { title: 'Đăng nhập', login: 'Tên đăng nhập', password: 'Mật khẩu', refused: 'Tên hoặc mật khẩu không đúng.' },
  en: { title: 'Sign in', login: 'User name', password: 'Password', refused: 'The name or the password is wrong.' },
};

const page = (lang, title, body) =>
  `<!doctype html><html lang="${lang}"><head><title>${title}</title><meta name="viewport" content="width=device-width">` +
  `<link rel="stylesheet" href="/style.css"></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

const form = (lang, login = '', refused = false) => {
  const words = WORDS[lang];
  return page(lang, words.title,
    `${refused ? `<p role="alert">${words.refused}</p>` : ''}<form method="post" action="/sign-in">` +
    `<label>${words.login} <input name="login" value="${login}"></label>` +
    `<label>${words.password} <input type="password" name="password"></label><button>${words.title}</button></form>`);
};

const PAGES = {
  '/': page('en', 'Home', '<p>Welcome</p>'),
  '/inline-script': page('en', 'Fault', '<script>document.title = "x"</script>'),
  '/inline-style': page('en', 'Fault', '<p style="color: red">x</p>'),
  '/missing-picture': page('en', 'Fault', '<img src="/none.png" alt="none">'),
  '/throws': page('en', 'Fault', '<script src="/throws.js"></script>'),
  '/no-label': page('en', 'Fault', '<input name="a">'),
  '/pale': page('en', 'Fault', '<p class="pale">hard to read</p>'),
  '/wide': page('en', 'Fault', '<p class="wide">wide</p>'),
};
const FILES = {
  '/style.css': ['text/css', 'body { color: #111; background: #fff } .wide { width: 900px }' +
    '@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } .pale { color: #333 } }'],
  '/favicon.ico': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'], // a browser asks for it unasked
  '/throws.js': ['text/javascript', 'throw new Error("thrown on purpose")'],
};

const server = createServer(async (request, response) => {
  const send = (status, type, text, more = {}) => {
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY, ...more });
    response.end(text);
  };
  const lang = request.headers['accept-language']?.startsWith('vi') ? 'vi' : 'en';
  if (request.url === '/sign-in' && request.method === 'POST') {
    let body = '';
    for await (const part of request) body += part;
    const sent = new URLSearchParams(body);
    if (sent.get('password') === 'right') send(303, 'text/plain', '', { location: '/' });
    else send(422, 'text/html', form(lang, sent.get('login').replaceAll(/[^\w-]/g, ''), true));
  } else if (request.url === '/sign-in') send(200, 'text/html', form(lang));
  else if (FILES[request.url]) send(200, ...FILES[request.url]);
  else if (PAGES[request.url]) send(200, 'text/html', PAGES[request.url]);
  else send(404, 'text/html', page(lang, 'Not found', ''));
});
server.listen(0, '127.0.0.1', () => console.log(`Địa chỉ: http://127.0.0.1:${server.address().port}\nMật khẩu: right`));
process.on('SIGTERM', () => process.exit(0));
