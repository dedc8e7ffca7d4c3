'use server';

import { renameViewSchema, replaceViewSchema, saveViewSchema, viewIdSchema } from '#lib/schemas/view';
import { action } from '../auth/action.ts';
import { deleteView as remove, renameView as rename, replaceView as replace } from '../services/views/change-view.ts';
import { saveView as save } from '../services/views/save-view.ts';

export const saveView = action({ name: 'saveView', permission: 'account.manage', input: saveViewSchema, run: save });

export const renameView = action({
  name: 'renameView',
  permission: 'account.manage',
  input: renameViewSchema,
  run: rename,
});

export const replaceView = action({
  name: 'replaceView',
  permission: 'account.manage',
  input: replaceViewSchema,
  run: replace,
});

export const deleteView = action({
  name: 'deleteView',
  permission: 'account.manage',
  input: viewIdSchema,
  run: remove,
});
