const name = 'gatehouse.proof';

/** Tells the other windows of this browser who just proved who they are. They ask the server again, which decides. */
export function tellProof(staffId: string): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(staffId);
  channel.close();
}

/** Calls back with whoever proves who they are in another window of this browser. Returns how to stop. */
export function onProof(heard: (staffId: unknown) => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => heard(data);
  return () => channel.close();
}
