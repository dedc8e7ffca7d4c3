import { getHandler } from '#server/auth/get-handler';
import { listPortfolios } from '#server/services/portfolios/list-portfolios';
import { listPortfoliosQuery } from '#server/services/portfolios/list-query';

export const GET = getHandler({ permission: 'portfolio.read', query: listPortfoliosQuery, run: listPortfolios });
