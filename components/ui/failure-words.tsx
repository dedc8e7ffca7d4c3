import { type ReactNode, Suspense, use } from 'react';
import { allWords, fetchWords, messageAtHand } from '#lib/messages/late-words';
import { inOneLine, type Message, type Told } from '#lib/messages/message';

type Props = { failure: Told; children: (message: Message) => ReactNode };

/** What is said of a failure, as soon as its words are here: they are not part of the page. */
export const FailureWords = (props: Props) => (
  <Suspense>
    <Words {...props} />
  </Suspense>
);

function Words({ failure, children }: Props) {
  const message = messageAtHand(failure) ?? (allWords() ?? use(fetchWords()))(failure);
  return children(message);
}

/** The same in one line. */
export const FailureSentence = ({ failure }: { failure: Told }) => (
  <FailureWords failure={failure}>{inOneLine}</FailureWords>
);

/** What became of one door, in one line; an unknown reason is quoted as OpenKit's own words. */
export const ReasonSentence = ({ reason }: { reason: string }) => (
  <FailureSentence failure={{ code: 'refused', params: { reason } }} />
);
