// What an administrator and a clerk see of people, mergers and finding: filters, handing over, merging, the second factor.

export const name = 'periods';

export async function run({ sign_in, axe, shot, expect }) {
  const clerk = await sign_in('vanthu.hh3');
  await clerk.goto('/search?direction=incoming&from=01%2F01%2F2024');
  expect.equal((await clerk.locator('.row-link').count()) > 10, true, 'the filter finds what came this year');
  expect.equal(await clerk.locator('a[href^="/search/table.xlsx"]').count(), 1, 'links to the file of what is filtered');
  await axe(clerk);
  await shot(clerk, 'search-filtered');

  const admin = await sign_in('quantri.hh3');
  await admin.goto('/organisation/people?q=giao+vien');
  await admin.locator('.row-link').first().click();
  await admin.locator('a[href^="/organisation/positions/"]').first().click();
  await admin.waitForURL(/positions/);
  await axe(admin);
  await shot(admin, 'position-hand-over');
  await admin.goto('/organisation/merge');
  await axe(admin);
  await shot(admin, 'merge');
  await admin.goto('/organisation/mandates');
  await axe(admin);
  await admin.goto('/organisation');
  await axe(admin);
  await shot(admin, 'organisation');
  await admin.goto('/account');
  await axe(admin);
  await shot(admin, 'account');

  // Another school has agreed: then everybody can be placed.
  const other = await sign_in('quantri.hh6');
  await other.goto('/organisation/merge');
  await other.selectOption('#from', { label: 'Trường THPT Hiệp Hòa số 3' });
  await other.getByRole('button', { name: 'Đồng ý nhận' }).click();
  await other.getByText('đã đồng ý nhận').waitFor();
  await admin.goto('/organisation/merge');
  await axe(admin);
  await shot(admin, 'merge-people');
}
