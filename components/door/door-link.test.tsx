import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PersonLink } from '../person/person-link.tsx';
import { DoorLink } from './door-link.tsx';

test('S38 who and what OpenKit gives no name is a link that says so', () => {
  expect(renderToStaticMarkup(<DoorLink door={{ id: 'd', name: '' }} />)).toContain('>No name</a>');
  // Two names that are missing, with the space between them.
  expect(renderToStaticMarkup(<PersonLink person={{ id: 'p', name: ' ' }} />)).toContain('>No name</a>');
});
