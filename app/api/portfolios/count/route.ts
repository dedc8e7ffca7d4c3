import { getHandler } from '#server/auth/get-handler';
import { countPortfolios } from '#server/services/portfolios/list-portfolios';
import { countPortfoliosQuery } from '#server/services/portfolios/list-query';

export const GET = getHandler({ permission: 'portfolio.read', query: countPortfoliosQuery, run: countPortfolios });
