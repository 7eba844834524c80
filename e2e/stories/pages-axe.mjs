// Every kind of page that is reached from the rail, for three roles: answers, is accessible, is not too wide.

export const name = 'pages-axe';

const EVERYBODY = ['/', '/more', '/account', '/notices', '/account/notices', '/incoming', '/outgoing', '/submissions', '/dossiers', '/drafts/new',
  '/search', '/search?q=ket+qua', '/search?q=khong-co-gi'];
const ROLES = {
  'vanthu.hh3': ['/registers', '/registers/report', '/incoming/new', '/incoming/rules', '/work?basket=to-register'],
  'hieutruong.hh3': ['/trace', '/organisation/tree', '/organisation/mandates', '/work?basket=waiting'],
  'quantri.hh3': ['/organisation', '/organisation/people', '/organisation/people/import'],
};

export async function run({ sign_in, shot, axe, expect }) {
  for (const [login, more] of Object.entries(ROLES)) {
    const page = await sign_in(login);
    for (const path of login === 'vanthu.hh3' ? [...EVERYBODY, ...more] : ['/', ...more]) {
      const answer = await page.goto(path);
      expect.equal(answer.status(), 200, `the answer to ${path} for ${login}`);
      await axe(page);
    }
    await page.goto(more[0]);
    await shot(page, `page-${login.split('.')[0]}`);
  }
}
