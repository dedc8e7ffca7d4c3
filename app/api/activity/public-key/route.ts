import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { getPublicKey } from '#server/services/activity/log-proof';

export const GET = getHandler({
  permission: 'audit.read',
  query: z.strictObject({}),
  run: async (session) => {
    const { keyId, pem } = await getPublicKey(session);
    return new Response(pem, {
      headers: {
        'content-type': 'application/x-pem-file',
        'content-disposition': `attachment; filename="gatehouse-audit-${keyId}.pem"`,
      },
    });
  },
});
