export { type Handler, type Jobs, type JobsOptions, openJobs, type Schedule } from './jobs.ts';
