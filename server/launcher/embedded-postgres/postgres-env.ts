/** What PostgreSQL's programs see of our environment: nothing that is secret or could change how they behave. */
export function postgresEnv(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_MESSAGES: 'C', TZ: 'UTC' };
}
