import { describe, expect, test } from 'vitest';
import { findDisclosure } from './find-disclosure.ts';

describe('a post discloses', () => {
  test.each([
    ['the campaign’s own text', '与花西合作 · 今晚的护肤', '与花西合作', '与花西合作'],
    [
      'its own text in any case',
      'Paid partnership with Huaxi. Tonight…',
      'PAID PARTNERSHIP',
      'Paid partnership',
    ],
    ['「广告」', '「广告」今晚我们来试一支精华', '赞助', '「广告」'],
    ['【广告】', '今晚我们来试一支精华【广告】', '赞助', '【广告】'],
    ['（广告） in full-width brackets', '（广告）今晚', '赞助', '(广告)'],
    ['bare 广告', '广告 | 今晚我们来试一支精华', '赞助', '广告'],
    ['广告 inside a sentence', '本条视频含广告，谨慎下单', '赞助', '广告'],
    ['#广告', '今晚的精华 #护肤 #广告', '赞助', '#广告'],
    ['＃广告 with a full-width sign', '今晚的精华 ＃广告 #护肤', '赞助', '#广告'],
    ['#ad', 'Tonight I try a serum #skincare #ad', 'sponsored', '#ad'],
    ['#AD, followed by a full stop', 'Tonight I try a serum #AD.', 'sponsored', '#AD'],
    ['Ad: at the start', 'Ad: tonight I try a serum', 'sponsored', 'Ad:'],
    ['ad： at the start, full-width colon', '  ad：tonight I try a serum', 'sponsored', 'ad:'],
    [
      'a label with signs of its own',
      'x (sponsored) [by Huaxi]',
      '(sponsored) [by Huaxi]',
      '(sponsored) [by Huaxi]',
    ],
  ])('by %s', (_, text, label, found) => {
    expect(findDisclosure(text, label)).toBe(found);
  });

  test('the campaign’s own text is named before any other form', () => {
    expect(findDisclosure('#ad 与花西合作', '与花西合作')).toBe('与花西合作');
  });
});

describe('a post does not disclose', () => {
  test.each([
    ['by saying nothing', '今晚我们来试一支精华', '广告'],
    ['by denying it', '放心，这不是广告，纯自用分享', '广告'],
    ['by denying it in brackets', '这不是「广告」', '赞助'],
    ['by 非广告', '非广告 真实测评', '广告'],
    ['by 无广告', '全程无广告', '广告'],
    ['by naming the trade', '我在广告公司上班，今晚聊聊护肤', '广告'],
    ['by naming the law', '按广告法不能说最好', '广告'],
    ['by a hashtag that begins alike', 'A serum for your #adventure', 'sponsored'],
    ['by #notad', 'honest review #notad', 'sponsored'],
    ['by Ad: in the middle', 'I saw an ad: it was fine', 'sponsored'],
    ['by a label that is only part of a word', 'I had an adorable evening', 'ad'],
    ['by an empty label', 'Tonight I try a serum', ''],
  ])('%s', (_, text, label) => {
    expect(findDisclosure(text, label)).toBeNull();
  });
});
