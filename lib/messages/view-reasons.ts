import { type Message, say, type Template } from './message.ts';

const mistake = (title: string, next: string): Message => ({
  title,
  detail: 'Nothing was saved, and nothing you typed is lost.',
  next,
});

/** Mistakes about saved views. */
export const viewReasons: Record<string, Template> = {
  view_name_required: mistake('The view has no name.', 'Write what it shows, like “Ends this week”.'),
  view_name_too_long: mistake('This name is too long for a view.', 'Shorten it to 300 characters at most.'),
  view_name_taken: mistake(
    'You already have a view with this name.',
    'Choose another name, or replace what that view shows.',
  ),
  views_too_many: (params) =>
    mistake(
      `You already have ${say(params, 'max', '50')} views of this list.`,
      'Delete one that you no longer need, then save this one.',
    ),
};
