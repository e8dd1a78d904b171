import { Avatar } from '@mantine/core'
import { useState } from 'react'
import { readPicture } from '../../../contract/attachments.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { downloadUrl } from '../../api/client.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { initialsOf } from './names.ts'
import classes from './user-picture.module.css'

/** The picture lies over the initials and is seen once it has arrived, so that nothing moves; no size: as on the card. */
export function PictureImage({ record, size }: { record: UserRecord; size?: number }) {
  const address = usePictureAddress(record)
  return (
    <span className={`${classes.frame} ${size === undefined ? classes.large : ''}`}>
      <Avatar color="accent" radius="sm" {...(size === undefined ? {} : { size })} aria-hidden>
        {initialsOf(record.name)}
      </Avatar>
      {address && <Image key={address} address={address} />}
    </span>
  )
}

function Image({ address }: { address: string }) {
  const [isLoaded, setLoaded] = useState(false)
  return (
    <img
      src={address}
      alt=""
      className={classes.image}
      data-loaded={isLoaded || undefined}
      onLoad={() => setLoaded(true)}
    />
  )
}

/** Where the picture is, if there may be one: who has none is not asked about every time. */
function usePictureAddress(record: UserRecord): string | undefined {
  const { hasPhotoServer } = useCatalogue()
  const own = record.segments['picture']?.[0]
  if (!own && !hasPhotoServer) return undefined
  const version = own && String(own.values['created_at'])
  return downloadUrl(readPicture, {
    params: { userId: record.userId },
    query: version === undefined ? {} : { version },
  })
}
