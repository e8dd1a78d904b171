import { refusals } from '../refusal.ts'

/** What Alma says of jobs; where only the code is known the words are ours (facts: alma-api §3.2). */
export const refuseJob = refusals({
  '60332': 'Events are kept of jobs that load users only.',
  '60347': 'The job cannot run now: {name} is running.',
  '402119': 'General error: {reason}',
  '402215': 'Invalid job ID format: {id}',
  '402216': 'Invalid job ID: {id}',
  '402217': 'Invalid status: {status}',
  '402218': 'Invalid job instance ID: {id}',
  '402219': 'Invalid value of {name}: {value}',
  '402220': 'The parameter op is missing.',
  '402221': 'The operation {op} is not supported for this job.',
  '402222': 'Too many jobs that were started through the API are running: at most {limit} may.',
  '402223': 'The job was started too often through the API: at most {limit} times in an hour.',
  '402228': 'Mandatory parameter is missing: {name}',
  '402229': 'The parameter is empty: {name}',
  '402248': 'The job cannot be started: {reason}',
  '40166410': 'Invalid parameter {name}: {value}',
})
