// Names of 120 letters, of one long word and of many short ones: nothing is wider than a phone, nothing is cut off unread.

export const name = 'long-names';

const WORDS = 'Hội đồng tư vấn xây dựng kế hoạch phát triển chương trình giáo dục phổ thông và bồi dưỡng đội ngũ giáo viên cốt cán tỉnh';
const LETTERS = 'Nguyenhuu'.repeat(13) + 'Ann'; // one word of 120 letters
const PERSON = 'Công Tằng Tôn Nữ Hoàng Phương Nguyễn Phước Thị Minh Nguyệt Thu Hương Kim Chi Bích Ngọc Diệu Huyền Trang Bảo Châu Thùy An';

export async function run({ sign_in, shot, axe, expect }) {
  const phone = { viewport: { width: 360, height: 740 } };
  for (const text of [WORDS, LETTERS, PERSON]) expect.equal([...text].length, 120, `letters of “${text}”`);
  const admin = await sign_in('quantri.hh3', phone);
  await narrow(admin);
  const fill = async (page, path, selector, fields) => {
    await page.goto(path);
    const form = page.locator(selector);
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`).first();
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    }
    await form.locator('button.button').last().click();
    await page.waitForLoadState('load');
    await narrow(page);
  };
  for (const department of [WORDS, LETTERS]) {
    await fill(admin, '/organisation', 'form[action="/organisation/departments"]', { name: department, symbol: '' });
    await expect.text(admin, department);
  }
  await shot(admin, 'long-departments');
  await fill(admin, '/organisation/people', 'form[action="/organisation/people"]:has([name=full_name])', { full_name: PERSON });
  const person = new URL(admin.url()).pathname;
  await expect.text(admin, PERSON);
  await fill(admin, person, `form[action="${person}/positions"]`, { title: LETTERS, department: LETTERS });
  await expect.text(admin, LETTERS);
  await axe(admin);
  await shot(admin, 'long-person');
  for (const path of ['/organisation', '/organisation/people', '/organisation/tree', '/more']) {
    await admin.goto(path);
    await narrow(admin);
  }

  const teacher = await sign_in('gv1.toan.hh3', phone);
  for (const subject of [WORDS, LETTERS]) {
    await fill(teacher, '/drafts/new', 'form[action^="/drafts/new"]', { subject });
    const draft = new URL(teacher.url()).pathname;
    expect.that(draft.startsWith('/drafts/'), `a draft, not ${draft}`);
    const id = draft.split('/').pop();
    for (const path of [`/documents/${id}`, `/documents/${id}/submit`, `/documents/${id}/trace`, '/submissions?f=mine', '/outgoing', '/']) {
      await teacher.goto(path);
      await narrow(teacher);
    }
    await teacher.goto(`/documents/${id}`);
    await teacher.locator('.reader-subject', { hasText: subject }).waitFor();
  }
  await shot(teacher, 'long-subject');
}

/** Nothing is wider than the window. */
async function narrow(page) {
  const { wide, whom } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    whom: [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map((e) => `${e.tagName}.${e.className}`).join(', '),
  }));
  if (wide > 0) throw new Error(`${page.url()} is ${wide} px wider than the window: ${whom}`);
}
