/** Lists whose rows can be chosen; each is the name of a page and of its GET handler. */
export const selectableLists = ['people', 'doors', 'buildings', 'accesses', 'doorcodes', 'guests', 'ending'] as const;
export type SelectableList = (typeof selectableLists)[number];

export const isSelectable = (list: string): list is SelectableList => selectableLists.some((each) => each === list);
