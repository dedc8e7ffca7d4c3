const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const otherRows = ['qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'abcdefghijklmnopqrstuvwxyz'];
const shortest = 3;

const reversed = (text: string): string => [...text].reverse().join('');

/** The keys of the given rows from left to right, each column downwards: `qaz wsx edc`. */
const columnsOf = (from: readonly string[]): string[] =>
  [...(from[0] ?? '')].map((_, index) => from.map((row) => row[index] ?? '').join(''));

/** `1qaz2wsx`, `zaq1xsw2`, `1qazxsw2` and `qawsed`: columns down, up, in turn, and of two rows. */
const columnWalks = rows.flatMap((_, first) =>
  rows.slice(first + 1).flatMap((_, count) => {
    const columns = columnsOf(rows.slice(first, first + count + 2));
    const up = columns.map(reversed);
    const inTurn = (odd: number) => columns.map((column, index) => (index % 2 === odd ? column : up[index])).join('');
    return [columns.join(''), up.join(''), inTurn(0), inTurn(1)];
  }),
);

// Twice, for what goes on from the end: 890123.
const forwards = [...rows, ...otherRows, ...columnWalks].map((walk) => walk.repeat(2));
const walks = [...forwards, ...forwards.map(reversed)].join(' ');

/** True for neighbouring keys or letters of the alphabet in a row, as fingers and eyes follow them. */
export const isWalk = (text: string): boolean => text.length >= shortest && walks.includes(text);
