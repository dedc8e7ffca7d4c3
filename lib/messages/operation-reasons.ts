import { say, type Template } from './message.ts';

/** What became of one door of an operation, as the worker records it. */
export const operationReasons: Record<string, Template> = {
  shared_by_resident: {
    title: 'A resident let them in: this door still opens for them.',
    detail: 'OpenKit takes away only what we gave, and we gave nothing on this door.',
    next: 'Ask the resident to take it back in the Latch app, or do it in Mission Control.',
  },
  access_gone: {
    title: 'This access no longer exists.',
    detail: 'It was taken away elsewhere since this page was loaded. Nothing was changed.',
    next: 'Load the page again to see how things stand.',
  },
  overtaken: {
    title: 'Not sent: it was revoked before its turn came.',
    detail: 'Sending it would have opened the door again. Nothing was changed.',
    next: 'If the revocation was a mistake, give access again.',
  },
  step_before_failed: {
    title: 'Not sent: what had to come first was not confirmed.',
    detail: 'Sending it would have left two accesses to one door, or none where one was meant to stay.',
    next: 'Send what failed again: this is sent after it.',
  },
  no_longer_allowed: {
    title: 'Not sent: your right to this door was taken away.',
    detail: 'It changed while the operation was waiting.',
    next: 'If that was a mistake, ask the owner of this Gatehouse.',
  },
  address_changed: {
    title: 'Not given: they have another address now.',
    detail: 'OpenKit goes by the address alone: whoever has the old one would have been let in.',
    next: 'Send it again: it goes to the address they have now.',
  },
  given_to_another: {
    title: 'OpenKit gave this to someone else, who has their address now.',
    detail: 'The person it was meant for does not have it, and the other one can open this door.',
    next: 'Look for that address among the people and revoke the door there. Then say that it is not there, and send it again.',
  },
  held_by_another: {
    title: 'OpenKit no longer knows them, but someone with their address can open this door.',
    detail: 'The two may be the same person there now. Nothing was taken away.',
    next: 'Look for that address among the people and revoke the door there. Then say what became of it here.',
  },
  waits_for_turn: {
    title: 'It is waiting for its turn.',
    detail: 'OpenKit takes only so many calls at a time, and others came first.',
    next: 'There is nothing to do: it continues by itself.',
  },
  day_passed: {
    title: 'Not sent: the day it was meant for is over at this door.',
    detail: 'It waited past midnight there. A code for another day was not asked for, so none was made.',
    next: 'Give access again for the day that is needed now.',
  },
  never_arrived: {
    title: 'This never reached OpenKit.',
    detail: 'It was read back twice and is not there. Nothing was changed.',
    next: 'Send it again.',
  },
  not_confirmed: {
    title: 'We could not find out whether this worked.',
    detail: 'OpenKit was asked again and gave no clear answer.',
    next: 'Look at the person in Mission Control, then decide whether to send it again.',
  },
  not_told: {
    title: 'OpenKit was asked whether this worked and did not say.',
    detail: 'It refused to show the person, or its answer could not be used. It is asked once more.',
    next: 'There is nothing to do yet: if that does not help, a person has to decide.',
  },
  list_not_told: {
    title: 'OpenKit was asked whether this worked and did not tell.',
    detail: 'It does not know this person by their id, and its list of people could not be used. It is read once more.',
    next: 'There is nothing to do yet: if that does not help, a person has to decide.',
  },
  looked_for: {
    title: 'OpenKit does not know this person by their id.',
    detail: 'Its whole list is read, to see whether someone else has their address and can open the door.',
    next: 'There is nothing to do: with many people that takes some minutes.',
  },
  nobody_told: {
    title: 'OpenKit is not showing us anyone at the moment.',
    detail:
      'Our access may be withdrawn for a time, or something between us answers instead. The outcome will be known later.',
    next: 'There is nothing to do here: it is asked until it answers. If that takes long, ask Latch about your access to OpenKit.',
  },
  daily_not_confirmed: {
    title: 'We could not find out whether the day code was made.',
    detail: 'It was not sent again, because that could make a second code that nobody can take back.',
    next: 'Ask the person whether the code arrived and settle it by their answer. Give another one only if it did not.',
  },
  cancelled_by_staff: {
    title: 'Not sent: it was stopped before its turn came.',
    detail: 'A member of staff stopped the operation. Nothing was changed here.',
    next: 'Ask for it again if it is needed after all.',
  },
  stopped_under_way: {
    title: 'Stopped: it is not sent again.',
    detail:
      'OpenKit does not have it, and a member of staff stopped the operation meanwhile. Nothing was changed here.',
    next: 'Ask for it again if it is needed after all.',
  },
  said_there: {
    title: 'A member of staff found that it was done.',
    detail: 'OpenKit gave no clear answer, so a person looked.',
    next: 'There is nothing more to do.',
  },
  said_not_there: {
    title: 'A member of staff found that it did not happen.',
    detail: 'OpenKit gave no clear answer, so a person looked. Nothing was sent again.',
    next: 'Send what failed again if it is still wanted.',
  },
  kept_as_found: {
    title: 'Left as someone else had set it in the meantime.',
    detail: 'A member of staff compared the two and kept what is there. Nothing was sent.',
    next: 'If that was a mistake, change the access on the person’s page.',
  },
  nothing_to_stop: {
    title: 'Nothing here is waiting to be sent any more.',
    detail: 'Everything was sent before it could be stopped.',
    next: 'Revoke what should not stay.',
  },
  nothing_to_retry: {
    title: 'Nothing here has failed.',
    detail: 'There is nothing to send again.',
    next: 'Load the page again to see how things stand.',
  },
  still_active: {
    title: 'The rest of this operation is still under way.',
    detail: 'What failed can be sent again once it is over. Nothing was sent now.',
    next: 'Wait until it is over, then send it again.',
  },
  retried_already: {
    title: 'What failed here has already been sent again.',
    detail: 'Sending it twice could give it twice, so nothing was sent now.',
    next: 'Open the newer operation and go on from there.',
  },
  decided_already: {
    title: 'This has already been decided.',
    detail: 'Someone else was faster, or the answer has arrived after all. Nothing was changed.',
    next: 'Load the page again to see how things stand.',
  },
  operation_over: {
    title: 'This operation is over.',
    detail: 'There is nothing left to pause or resume.',
    next: 'Load the page again to see how things stand.',
  },
  asked_already: (params) => ({
    title: `${say(params, 'staff', 'Someone')} is giving the same access right now.`,
    detail: `It is for ${say(params, 'door', 'this door')} and not confirmed yet. Sending it twice would notify the person twice, so nothing was sent.`,
    next: 'Wait until it is confirmed. If anything is missing then, give it.',
  }),
  changed_elsewhere: {
    title: 'Not sent: the access was changed elsewhere in the meantime.',
    detail: 'It is not as it was when this was asked for, so overwriting it is for a person to decide.',
    next: 'Compare the two, then keep what is there or send the change.',
  },
  access_unreadable: {
    title: 'Not sent: OpenKit does not say what the terms of this access are now.',
    detail:
      'Its end, or whether it may be shared, could not be read. A change sends both, so it could have undone what someone changed elsewhere.',
    next: 'Look at the person in Mission Control. Send it again once OpenKit can be read.',
  },
  access_never_given: {
    title: 'They were never given the access of this lease.',
    detail: 'What was asked for them failed, so there is nothing to change.',
    next: 'Send that operation again, or move them out.',
  },
  person_not_named: {
    title: 'OpenKit does not say who they are.',
    detail:
      'Something may have been given to their address, and nobody is shown there: it cannot be taken away from here.',
    next: 'Move them out, take back in Mission Control what they hold, then move them in anew.',
  },
  operation_under_way: {
    title: 'Something is already under way for this person and door.',
    detail: 'Two changes at once could undo each other, so this one was not sent.',
    next: 'Wait until it is confirmed, then try again.',
  },
  host_under_way: {
    title: 'Something is under way for their host at one of these doors.',
    detail: 'Until it is confirmed nobody knows how long the host keeps the door. The guest was not let in.',
    next: 'Look at what is under way on the host’s page, wait until it is confirmed, then try again.',
  },
};
