import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { fetchWords, messageAtHand } from '#lib/messages/late-words';
import { ReasonSentence } from './failure-words.tsx';

test('a server renders a page with the words for its reasons in it', async () => {
  await fetchWords();
  expect(renderToStaticMarkup(<ReasonSentence reason="INVALID_START_TIME" />)).toContain('does not accept this start');
});

test('what comes when nothing can be fetched is told without the catalogues; other reasons wait for them', () => {
  for (const reason of ['offline', 'page_outdated']) {
    expect(messageAtHand({ code: 'unavailable', params: { reason } })?.title).toMatch(/^Gatehouse /);
  }
  expect(messageAtHand({ code: 'limited', params: {} })?.title).toBe('That was too many times in a short while.');
  expect(messageAtHand({ code: 'refused', params: { reason: 'INVALID_START_TIME' } })).toBeNull();
});
