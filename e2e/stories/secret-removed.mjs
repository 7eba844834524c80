// A state secret is found late: the clerk proposes its removal, the head confirms, and what is left says so.

export const name = 'secret-removed';

export async function run({ sign_in, shot, axe, expect }) {
  const clerk = await sign_in('vanthu.hh3');
  await clerk.goto('/incoming');
  const address = await clerk.locator('.rows .row-link').last().getAttribute('href');
  await clerk.goto(address);
  const subject = await clerk.locator('.reader-subject').innerText();
  await clerk.goto(`${address}/purge`);
  await axe(clerk);
  await shot(clerk, 'secret-propose');
  await clerk.locator('input[value="marked"]').check();
  const propose = clerk.locator('.form-actions .button-danger');
  await propose.click();
  await propose.click();
  await clerk.waitForSelector('#why-purge');
  await axe(clerk);
  await shot(clerk, 'secret-waits');

  const head = await sign_in('hieutruong.hh3');
  await head.goto('/secrets');
  await axe(head);
  await shot(head, 'secret-list');
  await head.goto(`${address}/purge`);
  const confirm = head.locator('form[action$="/purge/confirm"] button');
  await confirm.click();
  await confirm.click();
  await head.waitForURL((url) => url.pathname.endsWith('/purge'));
  await head.waitForSelector('text=Bản sao lưu có thể còn nội dung');
  await axe(head);
  await shot(head, 'secret-removed');
  await head.goto(address);
  expect.equal(await head.locator('.reader-subject').innerText(), 'Đã xóa theo quy định về bảo vệ BMNN');
  // Other documents of the term may bear the same subject: this one's page and row do not.
  for (const place of ['article.reader', `.rows a[href="${address}"]`]) {
    const words = (await head.locator(place).allInnerTexts()).join();
    expect.that(!words.includes(subject), `the subject is gone from ${place}`);
  }
  await axe(head);
  await shot(head, 'secret-reader');
}
