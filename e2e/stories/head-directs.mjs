// A head writes a directive on a phone: who leads, until when, everybody reads.

export const name = 'head-directs';

const WORDING = 'Tổ chủ trì thực hiện, báo cáo kết quả.';

export async function run({ sign_in, shot, axe, expect }) {
  const page = await sign_in('hieutruong.ty1', { viewport: { width: 360, height: 740 } });
  await page.goto('/work?basket=to-handle');
  await page.locator('.pane-list a.row-link').first().click();
  await page.waitForURL(/\/documents\//);
  await expect.element(page, '.reader-subject');
  await shot(page, 'head-document');

  const document = new URL(page.url()).pathname;
  await page.locator(`.actions a[href="${document}/direct"]`).first().click();
  await expect.path(page, `${document}/direct`);
  await axe(page);
  await shot(page, 'head-direct');
  await page.locator('textarea[name=wording]').fill(WORDING);
  await page.locator('select[name=lead]').selectOption({ index: 1 });
  await page.locator('input[name=due]').fill('+5n');
  await page.locator('input[name=inform_all]').check();
  await page.locator('form[action$="/direct"] button.button-primary').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/direct'));

  await page.goto(document);
  await expect.text(page, WORDING);
  await axe(page);
  await shot(page, 'head-directed');
}
