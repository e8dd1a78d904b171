import { instanceKeys, jobKeys } from './recorded-keys.ts'
import { type Row, refused, told } from './run-rows.ts'

const empty = ['total_record_count']
const prefix = 'UPDATE_User_Information_'
const run = (parameters: Record<string, string>) => ({
  parameter: Object.entries(parameters).map(([name, value]) => ({ name: { value: name }, value })),
})
const promotion = {
  set_id: '{set}',
  job_name: 'Promotion',
  PRODUCT: 'alma',
  [`${prefix}UserGroup_Active`]: 'true',
  [`${prefix}UserGroup_Value`]: 'FACULTY',
  [`${prefix}UserGroup_Condition`]: 'Null',
  [`${prefix}Status_Active`]: 'false',
  [`${prefix}Status_Value`]: 'Null',
  [`${prefix}Expiry_Date_Active`]: 'false',
  [`${prefix}Expiry_Date_Value`]: '0',
}

/** Jobs and their instances (facts: alma-api §§3.2 to 3.4). */
export const jobRows: readonly Row[] = [
  ['GET /conf/jobs?limit=1', told('jobs', { job: [{ id: 'M148' }] }, ['job', ...empty])],
  ['GET /conf/jobs?type=MANUAL&category=USERS&offset=0', told('jobs')],
  ['GET /conf/jobs?type=SCHEDULED', told('jobs', { total_record_count: 1 })],
  ['GET /conf/jobs?type=OTHER&limit=1', told('jobs')],
  ['GET /conf/jobs?category=NOTHING', told('jobs', { total_record_count: 0 }, empty)],
  [
    'GET /conf/jobs?profile_id={profile}',
    told('jobs', { job: [{ id: 'S{profile}' }], total_record_count: 1 }),
  ],
  ['GET /conf/jobs?limit=x', refused('40166410')],
  ['GET /conf/jobs?type=NIGHTLY', refused('402219')],
  [
    'GET /conf/jobs/M148',
    told(
      'job',
      { id: 'M148', name: 'Update/Notify Users', type: { value: 'MANUAL', desc: 'Manual' } },
      jobKeys,
    ),
  ],
  [
    'GET /conf/jobs/S{profile}',
    told('job', { related_profile: { value: '{profile}' } }, [...jobKeys, 'related_profile']),
  ],
  ['GET /conf/jobs/148', refused('402215')],
  ['GET /conf/jobs/M9999999', refused('402216')],
  [
    'POST /conf/jobs/{calm}?op=run',
    told('job', { id: 'M148', name: 'Update/Notify Users' }, [...jobKeys, 'additional_info']),
    run(promotion),
  ],
  ['POST /conf/jobs/M149?op=run&x={calm}', told('job', { id: 'M149' }), run({ days_after_purge_date: '30' })],
  ['POST /conf/jobs/x148?op=run', refused('402215'), {}],
  ['POST /conf/jobs/M9999999?op=run', refused('402216'), {}],
  ['POST /conf/jobs/{calm}', refused('402220'), run(promotion)],
  ['POST /conf/jobs/{calm}?op=stop', refused('402221'), run(promotion)],
  ['POST /conf/jobs/O301?op=run', refused('402221'), {}],
  ['POST /conf/jobs/{three_running}?op=run', refused('402222'), run(promotion)],
  ['POST /conf/jobs/{started_often}?op=run', refused('402223'), run(promotion)],
  ['POST /conf/jobs/S{profile}?op=run&x={running}', refused('60347'), {}],
  ['POST /conf/jobs/{calm}?op=run', refused('402228'), run({})],
  ['POST /conf/jobs/{calm}?op=run', refused('402228')],
  ['POST /conf/jobs/{calm}?op=run', refused('402229'), run({ set_id: '' })],
  ['POST /conf/jobs/{calm}?op=run', refused('402119'), run({ ...promotion, set_id: '99999999' })],
  [
    'POST /conf/jobs/{calm}?op=run',
    refused('402119'),
    run({ ...promotion, [`${prefix}Mystery_Active`]: 'true' }),
  ],
  ['POST /conf/jobs/S{profile}?op=run&x={calm}', refused('402248'), {}],
  ['POST /conf/jobs/{calm}?op=run', refused('401676'), '<job><parameters></job>'],
  ['GET /conf/jobs/{calm}/instances', told('job_instances', { total_record_count: 0 }, empty)],
  [
    'GET /conf/jobs/M148/instances?limit=1&offset=0&submit_date_from=2026-01-01&submit_date_to=2030-01-01Z&status=COMPLETED_SUCCESS&x={instance}',
    told('job_instances', { total_record_count: 1 }, ['job_instance', ...empty]),
  ],
  [
    'GET /conf/jobs/M148/instances?status=QUEUED&x={instance}',
    told('job_instances', { total_record_count: 0 }),
  ],
  ['GET /conf/jobs/148/instances', refused('402215')],
  ['GET /conf/jobs/M9999999/instances', refused('402216')],
  ['GET /conf/jobs/M148/instances?status=ASLEEP', refused('402217')],
  ['GET /conf/jobs/M148/instances?limit=x', refused('40166410')],
  ['GET /conf/jobs/M148/instances?submit_date_from=soon', refused('40166410')],
  [
    'GET /conf/jobs/M148/instances/{instance}',
    told(
      'job_instance',
      {
        id: '{instance}',
        submitted_by: { value: 'API', desc: 'Outsider' },
        progress: 100,
        status: { value: 'COMPLETED_SUCCESS' },
        alert: [{ value: 'alert_general_success' }],
        job_info: { id: 'M148', name: 'Update/Notify Users' },
      },
      instanceKeys,
    ),
  ],
  ['GET /conf/jobs/ALL/instances/{instance}', told('job_instance', { id: '{instance}' }, instanceKeys)],
  ['GET /conf/jobs/M149/instances/{instance}', refused('402218')],
  ['GET /conf/jobs/M148/instances/99999999', refused('402218')],
  ['GET /conf/jobs/M148/instances/abc', refused('402218')],
  ['GET /conf/jobs/M148/instances/{instance}/events', refused('60332')],
  [
    'GET /conf/jobs/S{profile}/instances/{feed}/events?limit=5&offset=0',
    told(
      'events',
      {
        event: [
          {
            event_id: '{feed}-3',
            event_key: [
              { code: 'primary_id', value: 'broken' },
              { code: 'reason', value: 'no_last_name' },
            ],
          },
        ],
        total_record_count: 1,
      },
      ['event', ...empty],
    ),
  ],
  [
    'GET /conf/jobs/S{profile}/instances/{feed}/events?offset=5',
    told('events', { total_record_count: 1 }, empty),
  ],
  ['GET /conf/jobs/M148/instances/99999999/events', refused('402218')],
]
