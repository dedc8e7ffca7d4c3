import { buttonStyle } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';

/** The key with which anybody can check the signatures of the log. A download: the router has nothing to do with it. */
export function PublicKeyLink() {
  return (
    <a href="/api/activity/public-key" download className={buttonStyle('secondary')}>
      <Icon name="download" />
      Public key
    </a>
  );
}
