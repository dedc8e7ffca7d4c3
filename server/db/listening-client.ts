import pg from 'pg';

/**
 * A connection that listens for as long as it lives: what the server says to one that is being closed, when its pool
 * listens no more, would end the process.
 */
export class ListeningClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
