/**
 * What people choose first, from public lists of leaked passwords (SecLists, NCSC, and what is usual in China), and
 * the product's own name. Most are shorter than the ten characters asked for; they are here because people make them
 * long enough with digits.
 */
const WORDS = `
  password passw0rd passwort passwd pass contrasena motdepasse senha parola wachtwoord mima mypassword thepassword
  secret secrets topsecret changeme changeit letmein letmeinnow welcome welcomeback hello helloworld goodmorning
  admin administrator adminadmin root toor user username guest test tester testing testtest demo default login signin
  temp temporary access master superuser super superman batman spiderman ironman starwars pokemon naruto pikachu
  minecraft fortnite roblox nintendo playstation xbox gamer google facebook instagram youtube tiktok twitter linkedin
  microsoft windows apple iphone android samsung huawei xiaomi wechat weixin weibo douyin taobao tmall alipay alibaba
  tencent baidu bilibili xiaohongshu kolony mykolony internet computer server database network wireless
  qwerty qwertyui qwertyuiop qwertz azerty asdf asdfgh asdfghjk asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc
  wsxedc edcrfv rfvtgb poiuytrewq lkjhgfdsa mnbvcxz qweasd qweasdzxc asdzxc asdqwe zaqxsw abc abcd abcde abcdef
  abcdefg abcdefgh aabbcc aaa aaaa qqq qqqq www wwww zzz xxx asd qwe zxc aa bb ab
  iloveyou iloveu ilovey loveyou lovely love lovelove mylove truelove babygirl babyboy baby sweetheart sweetie honey
  darling angel angels princess prince queen king kingkong sunshine moonlight rainbow butterfly flower flowers rose
  chocolate cookie cookies cupcake banana orange strawberry cherry pumpkin peanut pepper ginger cheese coffee
  football soccer baseball basketball hockey tennis liverpool arsenal chelsea barcelona realmadrid juventus manchester
  dragon monkey tiger lion panda rabbit kitty hellokitty doggie puppy purple yellow silver golden diamond
  michael jordan jennifer jessica ashley amanda michelle daniel andrew anthony matthew robert thomas charlie george
  jackson william elizabeth samantha nicole victoria alexander christopher zhang wang zhao chen yang huang
  woaini woaiwoziji woaiwojia aini woshishui wodemima nihao nihaoma zhongguo china beijing shanghai shenzhen hangzhou
  wangyi laopo laogong baobei mama baba mamababa jiayou gongxifacai xinnian asdasd qweqwe abcabc trustno whatever
  freedom forever family friends friendship summer winter spring autumn january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday jesus jesuschrist
  blessed heaven happy hunter hunter ranger harley mustang ferrari porsche mercedes corvette yamaha honda toyota
  killer shadow matrix phoenix thunder lightning storm hacker ninja samurai pirate wizard magic soldier warrior
  company business office manager marketing sales finance campaign brand creator influencer
`;
const WORD = new Set(WORDS.trim().split(/\s+/));

/** Mixed ones that no rule below makes of a word. */
const AS_THEY_ARE = new Set(
  `1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 1qazxsw23edc
  qaz123wsx456 123qweasdzxc 1234qwerasdf 12345qwert 123456qwerty 1a2b3c4d5e a1b2c3d4e5 a1s2d3f4g5 q1q1q1q1q1
  5201314520 1314520520 5201314woaini 11223344556677 1122334455 112233445566 9876543210 147258369 1472583690
  159357258456 789456123 7894561230 3141592653 31415926535 2718281828`.split(/\s+/),
);

const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'].flatMap(
  (row) => [row, [...row].reverse().join('')],
);

const LOOKS_LIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/**
 * Whether a password of ten characters or more is one that is tried first: a common word with digits around it or
 * written with look-alikes, a run along the keyboard, a short piece over and over, or the owner's own e-mail.
 */
export function isCommonPassword(password: string, email: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  if (AS_THEY_ARE.has(lower) || lower === email.toLowerCase()) return true;
  if (/^(.{1,6})\1+$/su.test(lower) || ROWS.some((row) => row.includes(lower))) return true;
  const word = bare(lower);
  const own = bare(email.toLowerCase().split('@')[0] ?? '');
  const readings = [word, halfOf(word), asLetters(word), asLetters(lower.replace(/\P{L}+$/u, ''))];
  return readings.some((reading) => WORD.has(reading) || (own.length > 3 && reading === own));
}

/** Without the digits and signs around it: what is left of `password2026!` is `password`. */
function bare(text: string): string {
  return text.replace(/^\P{L}+/u, '').replace(/\P{L}+$/u, '');
}

/** `p@ssw0rd` is `password`. */
function asLetters(word: string): string {
  return word.replace(/[013457@$]/g, (sign) => LOOKS_LIKE[sign] ?? sign);
}

/** `kolonykolony` is `kolony`. */
function halfOf(word: string): string {
  const half = word.slice(0, word.length / 2);
  return half + half === word ? half : word;
}
