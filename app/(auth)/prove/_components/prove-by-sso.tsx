'use client';

import { signIn } from 'next-auth/react';
import { useEffect } from 'react';

/**
 * On to the provider, which is to ask again whatever it remembers (OpenID Connect Core 3.1.2.1, prompt and max_age).
 */
export function ProveBySso() {
  useEffect(() => void signIn('sso', { callbackUrl: '/prove?back' }, { prompt: 'login', max_age: '0' }), []);
  return <p className="text-muted">Your single sign-on is asking you again.</p>;
}
