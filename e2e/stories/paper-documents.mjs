// A decision signed on paper is entered, numbered and handed over; a registered document is copied.

export const name = 'paper-documents';

const BASIS = 'Quy chế văn thư của trường';

export async function run({ sign_in, shot, axe, expect }) {
  const head = await sign_in('hieutruong.hh6');
  await head.goto('/organisation/paper-kinds');
  await head.locator('select[name=kind]').selectOption('decision');
  await head.locator('input[name=basis]').fill(BASIS);
  await head.locator('form[action="/organisation/paper-kinds"] button.button-primary').click();
  await expect.text(head, BASIS);
  await axe(head);
  await shot(head, 'paper-kinds');

  const page = await sign_in('vanthu.hh6');
  const picture = await page.screenshot();
  await page.goto('/drafts/new?paper=yes');
  await page.locator('select[name=kind]').selectOption('decision');
  await page.locator('textarea[name=subject]').fill('Nâng bậc lương thường xuyên năm 2024');
  await page.locator('select[name=signer]').selectOption({ index: 1 });
  await page.locator('input[name=recipient_name]').first().fill('Kho bạc Nhà nước huyện');
  await page.locator('#relation-q').pressSequentially('kiem tra', { delay: 30 });
  await page.locator('.picker-option').first().click();
  await axe(page);
  await shot(page, 'paper-draft');
  await page.locator('.form-actions button.button-primary').first().click();
  await page.waitForURL(/paper-signed$/);
  await axe(page);
  await shot(page, 'paper-signed');
  await page.locator('input[name=declared]').check();
  await page.locator('input[type=file]').setInputFiles({ name: 'quyet-dinh.png', mimeType: 'image/png', buffer: picture });
  const entered = new URL(page.url()).pathname.replace('/paper-signed', '');
  await page.locator('.form-actions button.button-primary').click();
  await page.waitForURL((url) => url.pathname === entered);
  await expect.text(page, 'bản giấy');
  await axe(page);
  await shot(page, 'paper-document');

  await page.goto(`${entered}/paper`);
  await page.locator('input[name=name]').fill('Kho bạc Nhà nước huyện');
  await page.locator('form[action$="/paper"] button.button-primary').click();
  await expect.text(page, 'cho Kho bạc Nhà nước huyện');
  await axe(page);
  await shot(page, 'paper-holders');

  await page.goto('/incoming');
  const links = await page.locator('a.row-link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  let copied;
  for (const link of links) {
    await page.goto(link);
    if (await page.locator('a[href$="/copy"]').count()) {
      copied = link;
      break;
    }
  }
  expect.that(copied, 'a document that can be copied');
  await page.goto(`${copied.split('?')[0]}/copy`);
  await axe(page);
  await shot(page, 'copy');
  await page.locator('select[name=signer]').selectOption({ index: 1 });
  await page.locator('textarea[name=outside]').fill('Phòng Nội vụ huyện');
  await page.locator('.form-actions button.button-primary').click();
  await page.waitForURL(/\/drafts\//);
  const copy = new URL(page.url()).pathname.replace('/drafts/', '/documents/');
  await page.goto(`${copy}/submit`);
  await axe(page);
  await shot(page, 'copy-submit');
}
